using MMPareto.Fuzzing.Engine;
using MMPareto.Fuzzing.Targets;

namespace MMPareto.Tests.Fuzzing;

/// <summary>Files that repeat one thing very often, and must not become a hundred times as much in memory; <c>tools/fuzz --large</c> runs all there are.</summary>
public class LargeInputTests
{
    [Theory]
    [InlineData("jsonl", "empty objects after one with 999 keys", "must make a table of at most", 400)]
    [InlineData("jsonl", "a new key in each line", "must make a table of at most", 400)]
    [InlineData("parquet", "groups of rows without a value", "", 450)]
    [InlineData("parquet", "the same, beside 16 MiB of other text", "must have rows and columns that take", 40)]
    [InlineData("parquet", "one long text in all rows", "characters in long texts up to here, of all rows in a file of its length", 30)]
    [InlineData("run-metrics", "epochs with many heads", "modalities, tasks and encoders", 120)]
    [InlineData("run-gradients", "steps with other encoders each", "", 60)]
    [InlineData("run-gradients", "short steps after one of very many rows", "", 60)]
    [InlineData("comparison", "the same run", "", 2000)]
    public void What_a_file_repeats_does_not_become_many_times_as_much(string target, string name, string refusal, int mostMiB)
    {
        using var folder = new MMPareto.Fuzzing.WorkFolder();
        var bytes = LargeInputs.All.Single(input => (input.Target, input.Name) == (target, name)).Make(folder);
        using var runner = new CaseRunner(TargetList.Find(target), seed: 1);
        var result = runner.Run(0, bytes);
        Assert.Equal(refusal.Length == 0 ? Outcome.Accepted : Outcome.Refused, result.Outcome);
        Assert.Contains(refusal, result.Text, StringComparison.Ordinal);
        Assert.InRange(result.AllocatedKiB >> 10, 0, mostMiB);
    }

    [Fact]
    public void Every_large_input_is_of_a_target_and_has_a_name_of_its_own()
    {
        Assert.All(LargeInputs.All, input => TargetList.Find(input.Target));
        Assert.Equal(LargeInputs.All.Count, LargeInputs.All.Select(MMPareto.Fuzzing.Results.LargeRecord.NameOf).Distinct().Count());
    }
}
