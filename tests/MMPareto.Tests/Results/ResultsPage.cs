using System.Globalization;
using System.Runtime.CompilerServices;
using MMPareto.Experiments.Statistics;

namespace MMPareto.Tests.Results;

/// <summary>Pages under docs/results, whose tables tests compute from the runs kept beside them.</summary>
internal static class ResultsPage
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(SourceFolder(), "../../.."));

    /// <summary>The folder of one page.</summary>
    public static string Folder(string name) => Path.Combine(Root, "docs/results", name);

    public static void AssertHolds(string file, IEnumerable<string> cells)
    {
        var row = $"| {string.Join(" | ", cells)} |";
        Assert.True(File.ReadAllText(file).Contains(row, StringComparison.Ordinal), $"{Path.GetFileName(file)} must hold this row:\n{row}");
    }

    /// <summary>Mean ± standard deviation, in percent.</summary>
    public static string Cell<T>(IEnumerable<T> runs, Func<T, double> value)
    {
        double[] values = [.. runs.Select(value)];
        return $"{Text(values.Average())} ± {Text(Moments.StandardDeviation(values)!.Value)}";
    }

    /// <summary>In percent, with one digit.</summary>
    public static string Text(double fraction, string format = "0.0")
    {
        var text = (100 * fraction).ToString(format, CultureInfo.InvariantCulture);
        return text is "-0.0" ? "0.0" : text;
    }

    /// <summary>The mean difference of pairs and its 95 % t interval, in percent.</summary>
    public static string Difference(PairedTest test) =>
        $"{Text(test.Mean, "+0.0;-0.0")} ({Text(test.Interval!.Low)} to {Text(test.Interval.High)})";

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
