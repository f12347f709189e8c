using MMPareto.Tests.Damage.Cases;

namespace MMPareto.Tests.Damage;

/// <summary>
/// Damaged manifests and files through check, training and prediction: each refusal is one line that names the place, and nothing crashes,
/// hangs, takes much memory or passes in silence.
/// </summary>
public sealed class DamageTests(DamageFixture fixture) : IClassFixture<DamageFixture>
{
    private const int FewestDamages = 500; // as docs/datasets/manifest.md says

    private static readonly Dictionary<string, IReadOnlyList<Damage>> Groups = new()
    {
        ["none"] = [.. Unharmed.All],
        ["whole files"] = [.. WholeFileDamages.All],
        ["encodings"] = [.. EncodingDamages.All],
        ["rows"] = [.. RowDamages.All],
        ["headers"] = [.. HeaderDamages.All],
        ["JSON lines"] = [.. JsonDamages.All],
        ["Parquet"] = [.. ParquetDamages.All],
        ["numbers"] = [.. NumberDamages.All],
        ["paths"] = [.. PathDamages.All],
        ["labels and parts"] = [.. LabelDamages.All],
        ["images"] = [.. ImageDamages.All],
        ["frames"] = [.. FramesDamages.All],
        ["sounds"] = [.. SoundDamages.All],
        ["arrays"] = [.. ArrayDamages.All],
    };

    public static TheoryData<string> Names => [.. Groups.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Damage_is_told_in_one_line_with_its_place(string group)
    {
        List<string> failures = [];
        foreach (var damage in Groups[group])
        {
            var manifest = fixture.New(damage.Ending);
            damage.Apply(manifest);
            manifest.Finish();
            failures.AddRange(new DamageTrial(fixture.Run, manifest, damage).Run());
        }
        Assert.True(failures.Count == 0, $"{failures.Count} of {Groups[group].Count} cases:\n{string.Join('\n', failures)}");
    }

    [Fact]
    public void There_are_many_damages_and_each_has_a_name_of_its_own()
    {
        Damage[] all = [.. Groups.Values.SelectMany(damages => damages)];
        Assert.Equal(all.Length, all.DistinctBy(damage => damage.Name).Count());
        Assert.InRange(all.Count(damage => damage.Check == Outcome.Refused || damage.Train == Outcome.Refused), FewestDamages, 5000);
    }
}
