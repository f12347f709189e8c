namespace MMPareto.Tests.Damage;

/// <summary>One way in which a manifest or a file is not as it must be.</summary>
/// <param name="Name">In a few words; the same for no other.</param>
/// <param name="Apply">Does it.</param>
internal sealed record Damage(string Name, Action<DamagedManifest> Apply)
{
    /// <summary>Ending of the manifest.</summary>
    public string Ending { get; init; } = ".csv";

    /// <summary>A part of every message.</summary>
    public string Says { get; init; } = "";

    public Outcome Check { get; init; } = Outcome.Refused;

    public Outcome Train { get; init; } = Outcome.Refused;

    public Outcome Predict { get; init; } = Outcome.Refused;

    /// <summary>The same, of which prediction takes no notice: it concerns labels, parts or groups.</summary>
    public Damage NotInPrediction => this with { Predict = Outcome.Fine };

    /// <summary>It looks odd and is sound.</summary>
    public Damage Nowhere => this with { Check = Outcome.Fine, Train = Outcome.Fine, Predict = Outcome.Fine };

    /// <summary>The same in other formats of manifests.</summary>
    public IEnumerable<Damage> In(params string[] endings) => endings.Select(ending => this with { Name = $"{Name} in {ending}", Ending = ending });
}
