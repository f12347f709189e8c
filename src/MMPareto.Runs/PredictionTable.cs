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
        var lines = OwnFiles.HasText(path) ? File.ReadAllLines(path) : [];
        var names = lines.Length == 0 ? [] : lines[0].Split(',');
        string[] labels = [.. names.TakeWhile(name =>
            name == LabelColumn || name.StartsWith(LabelColumn + ".", StringComparison.Ordinal))];
        if (labels.Length == 0 || labels.Length == names.Length)
            throw new RunFolderException($"{path}:1 must name the columns, label first; got '{(lines.Length == 0 ? "" : ShownText.Of(lines[0]))}'.");
        if (labels[0] != LabelColumn && labels.Length != names.Length - labels.Length)
            throw new RunFolderException($"{path}:1 must name a label and an output for each task; got '{ShownText.Of(lines[0])}'.");
        var columns = Array.ConvertAll(names, _ => new int[lines.Length - 1]);
        for (var i = 1; i < lines.Length; i++)
        {
            var cells = lines[i].Split(',');
            if (cells.Length != names.Length)
                throw Malformed(path, i, string.Create(CultureInfo.InvariantCulture, $"{names.Length} classes"), lines[i]);
            for (var c = 0; c < cells.Length; c++)
                columns[c][i - 1] = int.TryParse(cells[c], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < MostClasses ? value
                    : cells[c].Length == 0 && c > labels.Length ? None : throw Malformed(path, i, $"classes, whole numbers below {MostClasses}", lines[i]);
        }
        return new PredictionTable
        {
            LabelNames = labels,
            OutputNames = names[labels.Length..],
            Labels = columns[..labels.Length],
            Predictions = columns[labels.Length..],
        };
    }

    private static RunFolderException Malformed(string path, int line, string expected, string found) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}:{line + 1} must hold {expected}; got '{ShownText.Of(found)}'."));
}
