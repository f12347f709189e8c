using MMPareto.Fuzzing;
using MMPareto.Fuzzing.Engine;
using MMPareto.Fuzzing.Results;
using MMPareto.Fuzzing.Targets;

namespace MMPareto.Tests.Fuzzing;

/// <summary>The first cases of every reader without native code; tools/fuzz runs ten thousand, native readers included.</summary>
public class FuzzTests
{
    private const int Cases = 120;

    public static TheoryData<string> Managed => [.. TargetList.All.Where(target => !target.IsNative).Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Managed))]
    public void Damaged_files_are_read_or_refused_in_one_line(string target)
    {
        using var runner = new CaseRunner(TargetList.Find(target), seed: 7);
        runner.RequireHealthySeeds();
        var findings = Enumerable.Range(0, Cases).Select(number => runner.Run(number)).Where(result => result.Outcome == Outcome.Finding)
            .Select(result => $"case {result.Number}: {result.Text}").ToArray();
        Assert.True(findings.Length == 0, string.Join('\n', findings));
    }

    [Fact]
    public void A_case_is_made_of_its_number_and_the_seed_alone()
    {
        byte[] content = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
        byte[] Case(int number) => Mutator.Mutate(new(1, number), content, content, isText: false);
        Assert.Equal(Case(5), Case(5));
        Assert.InRange(Enumerable.Range(0, 50).Select(number => Convert.ToHexString(Case(number))).Distinct().Count(), 40, 50);
    }

    [Fact]
    public void Wrong_exceptions_long_messages_and_messages_without_the_file_are_findings()
    {
        Outcome Of(Exception thrown)
        {
            var target = new FuzzTarget("made-up", folder => new([new([1])], _ => throw thrown, typeof(FormatException)) { Names = "the file" });
            using var runner = new CaseRunner(target, seed: 1);
            return runner.Run(0).Outcome;
        }

        Assert.Equal(Outcome.Refused, Of(new FormatException("the file is damaged.")));
        Assert.Equal(Outcome.Finding, Of(new FormatException("something is damaged.")));
        Assert.Equal(Outcome.Finding, Of(new FormatException("the file is\ndamaged.")));
        Assert.Equal(Outcome.Finding, Of(new FormatException("the file " + new string('x', 1000))));
        Assert.Equal(Outcome.Finding, Of(new InvalidOperationException("the file is damaged.")));
        Assert.Equal(Outcome.Finding, Of(new FormatException("the file is damaged.", new InsufficientExecutionStackException())));
    }

    [Fact]
    public void The_kept_table_has_every_target_with_ten_thousand_cases_and_the_page_shows_it()
    {
        var kept = FuzzJson.Read(Repository.Results).Targets;
        Assert.Equal(TargetList.All.Select(target => target.Name), kept.Select(row => row.Target));
        Assert.All(kept, row => Assert.InRange(row.Cases, 10_000, int.MaxValue));
        Assert.All(kept, row => Assert.Equal(0, row.Findings));
        Assert.Contains(FuzzTable.Text(kept), File.ReadAllText(Repository.Page), StringComparison.Ordinal);
    }

    [Fact]
    public void The_kept_table_of_large_inputs_has_them_all_and_the_page_shows_it()
    {
        var kept = FuzzJson.Read(Repository.Results).Large;
        Assert.Equal(LargeInputs.All.Select(LargeRecord.NameOf), kept.Select(row => row.Name));
        Assert.All(kept, row => Assert.False(row.IsFinding));
        Assert.All(kept, row => Assert.InRange(row.PeakMiB, 1, 1024));
        Assert.All(kept, row => Assert.InRange(row.Seconds, 0, 5));
        Assert.Contains(FuzzTable.Text(kept), File.ReadAllText(Repository.Page), StringComparison.Ordinal);
    }
}
