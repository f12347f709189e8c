using MMPareto.Data.Arrays;
using MMPareto.Data.Manifests.Labels;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests;

/// <summary>What descriptions of a model's inputs and outputs must hold before a model is made of them: files of a run or of an exported folder.</summary>
public static class DescriptionRules
{
    private const int MostOutputs = 1_000_000;
    private const int MostAxes = 16;
    private const int LongestText = 4096;
    private const double LongestSeconds = 600;

    /// <summary>Throws unless all of it can be.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="modalities">What a model reads.</param>
    /// <param name="labels">What it says.</param>
    /// <exception cref="DataException">Something cannot be; the message names it.</exception>
    public static void Require(string path, IReadOnlyList<Modality> modalities, IReadOnlyList<ManifestLabel> labels)
    {
        for (var i = 0; i < modalities.Count; i++)
            if (Problem(modalities[i]) is { } problem) throw new DataException(FormattableString.Invariant($"{path}: modalities[{i}] must {problem} It is damaged: get it anew."));
        for (var i = 0; i < labels.Count; i++)
            if (Problem(labels[i]) is { } problem) throw new DataException(FormattableString.Invariant($"{path}: labels[{i}] must {problem} It is damaged: get it anew."));
    }

    /// <summary>Throws unless all of it can be.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="preprocessing">What it says.</param>
    internal static void Require(string path, ManifestPreprocessing preprocessing)
    {
        for (var i = 0; i < preprocessing.Inputs.Count; i++)
            if (Problem(preprocessing.Inputs[i]) is { } problem) throw new DataException(FormattableString.Invariant($"{path}: inputs[{i}] must {problem} It is damaged: get it anew."));
        if (preprocessing.Labels.Count == 0) throw new DataException($"{path}: labels must be one at least; got none. It is damaged: get it anew.");
        Require(path, [.. preprocessing.Inputs.Select(input => input.Modality)], preprocessing.Labels);
    }

    private static string? Problem(Preprocessor? input) => input switch
    {
        null => "be an input; got null.",
        TextPreprocessor text when text.Length > LongestText => FormattableString.Invariant($"have a length of at most {LongestText}; got {text.Length}."),
        TextPreprocessor text when text.Vocabulary.Count == 0 || text.Vocabulary.Any(piece => piece is null) => "have a vocabulary of word pieces; got none, or null in it.",
        ImagePreprocessor image when image.Channels is not (1 or 3) => FormattableString.Invariant($"have 1 or 3 channels; got {image.Channels}."),
        FramesPreprocessor frames when frames.Channels is not (1 or 3) => FormattableString.Invariant($"have 1 or 3 channels; got {frames.Channels}."),
        AudioPreprocessor audio when audio.SampleRate is < 1000 or > 384_000 => FormattableString.Invariant($"have a sample_rate from 1000 to 384000; got {audio.SampleRate}."),
        AudioPreprocessor audio when audio is not { Seconds: >= 0 and <= LongestSeconds, Deviation: > 0 } || !double.IsFinite(audio.Mean) || !Enum.IsDefined(audio.Spectrogram) =>
            "have a known spectrogram, seconds from 0 to 600, a finite mean and a deviation above 0; got others.",
        TablePreprocessor table when table.Numbers.Any(number => number is null || !double.IsFinite(number.Mean) || number is not { Deviation: > 0 })
            || table.Categories.Any(category => category is null) => "have numbers of a finite mean and a deviation above 0, and categories; got others.",
        OnnxPreprocessor { Input: OnnxPreprocessor } => "have an input of files; got another network.",
        OnnxPreprocessor network => Problem(network.Input) ?? Problem(network.Input.Modality),
        _ => null,
    };

    private static string? Problem(Modality? modality)
    {
        if (modality is null) return "be a name and a shape; got null.";
        if (modality.Shape.Count > MostAxes || modality.Shape.Any(size => size < 1) || ArrayShape.Count(modality.Shape, NpyFile.MaximumCount) is null)
            return $"have at most {MostAxes} sizes of at least 1 with a product of at most {NpyFile.MaximumCount}; got {CellText.Shown(ArrayShape.Text(modality.Shape))}.";
        return modality.CodeCounts.All(count => count is >= 0 and <= MostOutputs * 10) ? null : "have code_counts of at least 0; got others.";
    }

    private static string? Problem(ManifestLabel? label)
    {
        if (label is null) return "be a column and a kind; got null.";
        if (!Enum.IsDefined(label.Kind)) return FormattableString.Invariant($"have a known kind; got {(int)label.Kind}.");
        if (label.Names.Any(name => name is null)) return "have names; got null.";
        if (label.Kind != TargetKind.Number && label.Names.Count is 0 or > MostOutputs) return $"have from 1 to {MostOutputs} names; got {label.Names.Count}.";
        return double.IsFinite(label.Mean) && label is { Deviation: > 0 } ? null : "have a finite mean and a deviation above 0; got others.";
    }
}
