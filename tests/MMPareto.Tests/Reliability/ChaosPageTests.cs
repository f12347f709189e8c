using System.Text.Json;
using MMPareto.Fuzzing;

namespace MMPareto.Tests.Reliability;

/// <summary>The page on killed runs says what the kept rows of <c>tools/chaos</c> say.</summary>
public class ChaosPageTests
{
    private static readonly string Folder = Path.GetDirectoryName(Repository.Results)!;

    private static readonly Row[] Rows =
    [
        .. File.ReadLines(Path.Combine(Folder, "chaos.jsonl")).Select(line => JsonSerializer.Deserialize<Row>(line, JsonSerializerOptions.Web)!),
    ];

    [Fact]
    public void A_hundred_runs_were_killed_and_all_are_equal()
    {
        Assert.InRange(Rows.Length, 100, int.MaxValue);
        Assert.All(Rows, row => Assert.NotEmpty(row.Kills));
        Assert.All(Rows, row => Assert.Empty(row.Differ));
        Assert.Equal(Rows.Length, Rows.DistinctBy(row => (row.Case, row.Run)).Count());
        var cases = Rows.GroupBy(row => row.Case).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(["g-blending", "greedy", "manifest", "mmpareto", "ogm-ge", "pmr"], cases.Keys.Order(StringComparer.Ordinal));
        Assert.All(cases.Values, count => Assert.InRange(count, 16, int.MaxValue));
    }

    [Fact]
    public void The_page_has_their_counts()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "chaos.md"));
        foreach (var group in Rows.GroupBy(row => row.Case).Append(Rows.GroupBy(_ => "all").Single()))
            Assert.Contains(FormattableString.Invariant(
                $"| {group.Key} | {group.Count()} | {group.Sum(row => row.Kills.Count)} | {group.Sum(row => row.Kills.Count(kill => kill.Written.Length > 0))} | {group.Count(row => row.Differ.Count == 0)} |\n"),
                page, StringComparison.Ordinal);
    }

    private sealed record Row(string Case, int Run, IReadOnlyList<Kill> Kills, IReadOnlyList<string> Differ);

    private sealed record Kill(string Written);
}
