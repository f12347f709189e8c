using System.Globalization;
using System.Text;

namespace MMPareto.Runs;

/// <summary>What a model said of each sample of a test set: <c>predictions.csv</c>.</summary>
/// <remarks>
/// One line a sample, in the order of the set. Columns: the labels (<c>label</c>, or <c>label.TASK</c> for each task), then the
/// class predicted by each output (<c>fused</c> and each modality, or each task).
/// </remarks>
public sealed record PredictionTable
{
    /// <summary>In place of a class: the output does not speak of the sample, which lacks its modality. An empty cell in the file.</summary>
    public const int None = -1;

    private const string LabelColumn = "label";
    private const int MostClasses = 1_000_000;
    private const int MostColumns = 10_000;
    private const int LongestLine = 1 << 20;

    /// <summary>The most bytes of the file: some ten million samples.</summary>
    internal const long LargestFile = 64L << 20;

    /// <summary>Names of the columns of labels: <c>label</c>, or <c>label.TASK</c> for each task.</summary>
    public required IReadOnlyList<string> LabelNames { get; init; }

    /// <summary>Names of the outputs: <c>fused</c> and the modalities, or the tasks.</summary>
    public required IReadOnlyList<string> OutputNames { get; init; }

    /// <summary>The true classes of all samples, a list for each column of labels.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Labels { get; init; }

    /// <summary>The predicted classes of all samples, a list for each output.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Predictions { get; init; }

    /// <summary>Number of samples.</summary>
    public int Count => Labels[0].Count;

    /// <summary>Whether there are several tasks.</summary>
    public bool IsMultitask => LabelNames[0] != LabelColumn;

    /// <summary>
    /// For each sample, the fraction of the main output that is right: 0 or 1; in multi-task training the share of its
    /// tasks that are right. Its mean is the accuracy of the main output.
    /// </summary>
    public double[] MainCorrect()
    {
        var outputs = IsMultitask ? OutputNames.Count : 1;
        var correct = new double[Count];
        for (var o = 0; o < outputs; o++)
            for (var i = 0; i < correct.Length; i++)
                if (Labels[o][i] == Predictions[o][i]) correct[i] += 1.0 / outputs;
        return correct;
    }

    /// <summary>The text of the file.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder(string.Join(',', [.. LabelNames, .. OutputNames])).Append('\n');
        IReadOnlyList<int>[] columns = [.. Labels, .. Predictions];
        for (var i = 0; i < Count; i++)
            text.AppendJoin(',', columns.Select(column => column[i] == None ? "" : column[i].ToString(CultureInfo.InvariantCulture))).Append('\n');
        return text.ToString();
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="RunFolderException">It is missing or no table of predictions; the message names file and line.</exception>
    public static PredictionTable Read(string path)
    {
        if (!File.Exists(path)) throw new RunFolderException($"{path} must exist; got no such file. Train the run again to have it.");
        using var text = OwnFiles.HasText(path, LargestFile) ? File.OpenText(path) : TextReader.Null;
        var heading = LineReader.Read(text, $"{path}:1", LongestLine) ?? "";
        var names = heading.Split(',', MostColumns + 1);
        if (names.Length > MostColumns) throw new RunFolderException($"{path}:1 must name at most {MostColumns} columns; got more.");
        string[] labels = [.. names.TakeWhile(name =>
            name == LabelColumn || name.StartsWith(LabelColumn + ".", StringComparison.Ordinal))];
        if (labels.Length == 0 || labels.Length == names.Length)
            throw new RunFolderException($"{path}:1 must name the columns, label first; got '{ShownText.Of(heading)}'.");
        if (labels[0] != LabelColumn && labels.Length != names.Length - labels.Length)
            throw new RunFolderException($"{path}:1 must name a label and an output for each task; got '{ShownText.Of(heading)}'.");
        var columns = ReadColumns(text, path, names.Length, labels.Length);
        return new PredictionTable
        {
            LabelNames = labels,
            OutputNames = names[labels.Length..],
            Labels = columns[..labels.Length],
            Predictions = columns[labels.Length..],
        };
    }

    private static List<int>[] ReadColumns(TextReader text, string path, int count, int labels)
    {
        List<int>[] columns = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        for (var number = 2; ; number++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}:{number}");
            if (LineReader.Read(text, place, LongestLine) is not { } line) return columns;
            if (line.AsSpan().Count(',') != count - 1)
                throw new RunFolderException(string.Create(CultureInfo.InvariantCulture, $"{place} must hold {count} classes; got '{ShownText.Of(line)}'."));
            var column = 0;
            foreach (var cell in line.AsSpan().Split(','))
            {
                columns[column].Add(ClassOf(line.AsSpan(cell), mayLack: column > labels)
                    ?? throw new RunFolderException(string.Create(CultureInfo.InvariantCulture, $"{place} must hold classes, whole numbers below {MostClasses}; got '{ShownText.Of(line)}'.")));
                column++;
            }
        }
    }

    private static int? ClassOf(ReadOnlySpan<char> cell, bool mayLack) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < MostClasses ? value : cell.IsEmpty && mayLack ? None : null;
}
