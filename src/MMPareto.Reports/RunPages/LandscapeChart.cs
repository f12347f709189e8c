using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;
using MMPareto.Runs.Diagnostics;

namespace MMPareto.Reports.RunPages;

/// <summary>The loss around the solution.</summary>
internal static class LandscapeChart
{
    private const int MostCells = 33;

    /// <summary>The chart.</summary>
    public static HeatChart Build(LandscapeRecord record)
    {
        int[] kept = [.. Kept(record.Positions.Count)];
        string[] names = [.. kept.Select(i => Number.Significant(record.Positions[i], 2))];
        var all = record.Losses.SelectMany(row => row).Where(double.IsFinite).ToArray();
        var middle = record.Positions.Count / 2;
        var solution = record.Losses[middle][middle];
        var worst = all.Length == 0 ? double.NaN : all.Max();
        return new()
        {
            Name = "landscape",
            Title = "Loss around the solution",
            Description = $"Loss on a plane through the solution: {Number.Significant(solution, 3)} at the solution, up to {Number.Significant(worst, 3)} at its edges.",
            Caption = $"Loss on {Number.Whole(record.Samples)} samples of the {record.Split} set, on a plane spanned by two random directions with the norm of each filter " +
                $"(seed {Number.Whole(record.Seed)}). The cross is the solution, with loss {Number.Significant(solution, 3)}; the highest loss is {Number.Significant(worst, 3)}. Lines join equal losses.",
            XLabel = "first direction",
            YLabel = "second direction",
            Columns = names,
            Rows = [.. names.Reverse()],
            Scale = new("loss"),
            Values = [.. kept.Reverse().Select(r => kept.Select(c => record.Losses[r][c]).ToArray())],
            HasContours = true,
        };
    }

    /// <summary>Places about the middle one, so few that the file stays small.</summary>
    private static IEnumerable<int> Kept(int count)
    {
        var stride = ((count - 1) / MostCells) + 1;
        return Enumerable.Range(0, count).Where(i => (i - (count / 2)) % stride == 0);
    }
}
