using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;
using MMPareto.Runs;

namespace MMPareto.Reports.RunPages;

/// <summary>Which classes are taken for which.</summary>
internal static class ConfusionCharts
{
    private const int MostClasses = 256; // as many rows and columns as one can still tell apart, and a page can hold


    /// <summary>The chart of each output that speaks of some sample.</summary>
    public static IReadOnlyList<(string Name, Chart Chart)> Build(PredictionTable table) =>
    [
        .. table.OutputNames.Select((name, i) => (Name: name, Output: i))
            .Where(pair => table.Predictions[pair.Output].Any(prediction => prediction != PredictionTable.None))
            .Where(pair => Classes(table.Labels[table.IsMultitask ? pair.Output : 0], table.Predictions[pair.Output]) <= MostClasses)
            .Select(pair => (pair.Name, (Chart)Build(pair.Name, table.Labels[table.IsMultitask ? pair.Output : 0], table.Predictions[pair.Output]))),
    ];

    private static HeatChart Build(string output, IReadOnlyList<int> labels, IReadOnlyList<int> predictions)
    {
        var classes = Classes(labels, predictions);
        var counts = new int[classes, classes];
        for (var i = 0; i < labels.Count; i++)
            if (predictions[i] != PredictionTable.None) counts[labels[i], predictions[i]]++;
        string[] names = [.. Enumerable.Range(0, classes).Select(c => Number.Whole(c))];
        int[] sums = [.. Enumerable.Range(0, classes).Select(r => Enumerable.Range(0, classes).Sum(c => counts[r, c]))];
        return new()
        {
            Name = $"confusion-{FileName.Of(output)}",
            Title = $"Confusion matrix, {output}",
            Description = $"Test samples of each true class by the class that {output} predicts; {Hardest(counts, sums)}",
            Caption = $"Test samples by true class (rows) and predicted class (columns); shades are shares of a row. {Hardest(counts, sums)}",
            XLabel = "predicted class",
            YLabel = "true class",
            Columns = names,
            Rows = names,
            Scale = new("% of row", AxisFormat.Percent) { Min = 0, Max = 1 },
            Values = Rows(classes, (r, c) => sums[r] == 0 ? 0 : (double)counts[r, c] / sums[r]),
            Texts = Rows(classes, (r, c) => Number.Whole(counts[r, c])),
        };
    }

    private static int Classes(IReadOnlyList<int> labels, IReadOnlyList<int> predictions) => labels.Concat(predictions).Max() + 1;

    private static IReadOnlyList<IReadOnlyList<T>> Rows<T>(int classes, Func<int, int, T> cell) =>
        [.. Enumerable.Range(0, classes).Select(r => Enumerable.Range(0, classes).Select(c => cell(r, c)).ToArray())];

    private static string Hardest(int[,] counts, int[] sums)
    {
        var present = Enumerable.Range(0, sums.Length).Where(r => sums[r] > 0);
        var hardest = present.MinBy(r => (double)counts[r, r] / sums[r]);
        return $"The class least often found is {Number.Whole(hardest)}: {Number.Percent((double)counts[hardest, hardest] / sums[hardest])} %.";
    }
}
