using MMPareto.Data.Arrays;
using MMPareto.Data.Audio.Spectrograms;
using MMPareto.Data.Manifests.Labels;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests;

/// <summary>What descriptions of a model's inputs and outputs must hold before a model is made of them: files of a run or of an exported folder, which may
/// come from somebody else. Sizes are in the ranges that settings allow, names are plain, and codes fit their tables.</summary>
public static class DescriptionRules
{
    private const int LongestName = 250;
    private const string Named = "have a name of letters, digits, '-' and '_', which no other has; got another.";

    /// <summary>Throws unless all of it can be.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="modalities">What a model reads.</param>
    /// <param name="labels">What it says.</param>
    /// <exception cref="DataException">Something cannot be; the message names it.</exception>
    public static void Require(string path, IReadOnlyList<Modality> modalities, IReadOnlyList<ManifestLabel> labels)
    {
        RequireEach(path, "modalities", modalities, modality => modality.Name, Problem);
        RequireEach(path, "labels", labels, label => label.Name, Problem);
    }

    /// <summary>Throws unless all of it can be.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="preprocessing">What it says.</param>
    internal static void Require(string path, ManifestPreprocessing preprocessing)
    {
        RequireEach(path, "inputs", preprocessing.Inputs, input => input.Name, Problem);
        Require(path, [.. preprocessing.Inputs.Select(input => input.Modality)], preprocessing.Labels);
    }

    private static void RequireEach<T>(string path, string list, IReadOnlyList<T> entries, Func<T, string> name, Func<T, string?> problem)
        where T : class
    {
        if (entries.Count == 0) throw Broken(path, list, "be one at least; got none.");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < entries.Count; i++)
        {
            var broken = entries[i] is not { } entry ? "be a description; got null."
                : !IsPlain(name(entry)) || !names.Add(name(entry)) ? Named : problem(entry);
            if (broken is not null) throw Broken(path, FormattableString.Invariant($"{list}[{i}]"), broken);
        }
    }

    private static DataException Broken(string path, string place, string problem) => new($"{path}: {place} must {problem} It is damaged or was changed: get it anew.");

    /// <summary>Whether a name is one that inputs and labels get here; it becomes part of names of files and parameters.</summary>
    private static bool IsPlain(string? name) =>
        name is { Length: > 0 and <= LongestName } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static string? Problem(Preprocessor input) => input switch
    {
        TablePreprocessor table => table.Numbers.Contains(null!) || table.Categories.Contains(null!) || table.Columns.Count == 0 || !AreDifferent(table.Columns)
            || !table.Numbers.All(column => IsScale(column.Mean, column.Deviation)) ? "have numbers of a finite mean and a deviation above 0, or categories; got others." : null,
        FilePreprocessor { Column: null } or TextPreprocessor { Column: null } => "have a column; got null.",
        TextPreprocessor { Length: < 1 or > ManifestLimits.LongestText } text => FormattableString.Invariant($"have a length from 1 to {ManifestLimits.LongestText}; got {text.Length}."),
        TextPreprocessor text => text.HasVocabulary ? null : "have a vocabulary of word pieces after the special ones; got none, or null in it.",
        OnnxPreprocessor { Input: OnnxPreprocessor } => "have an input of files; got another network.",
        OnnxPreprocessor network when network.Input is not FilePreprocessor own || own.Column != network.Column || own.Name != network.Name =>
            "have an input of files of its own name and column; got another.",
        OnnxPreprocessor network when network.Shape.Count is not (1 or 2) || ArrayShape.Count(network.Shape, ManifestLimits.MostFeatures) is not > 0 =>
            $"have one or two sizes with a product of at most {ManifestLimits.MostFeatures}; got {ShapeText(network.Shape)}.",
        OnnxPreprocessor network => Problem(network.Input),
        ImagePreprocessor image => ImageProblem(image.Channels, image.Height, image.Width),
        FramesPreprocessor { Count: < 1 or > ManifestLimits.MostFrames } frames => FormattableString.Invariant($"have from 1 to {ManifestLimits.MostFrames} frames; got {frames.Count}."),
        FramesPreprocessor frames => ImageProblem(frames.Channels, frames.Height, frames.Width),
        AudioPreprocessor audio => Problem(audio),
        ArrayPreprocessor array => ShapeProblem(array.Shape),
        _ => "be of a known kind; got another.",
    };

    private static string? Problem(AudioPreprocessor audio)
    {
        if (audio.SampleRate is < ManifestLimits.LowestSampleRate or > ManifestLimits.HighestSampleRate)
            return FormattableString.Invariant($"have a sample_rate from {ManifestLimits.LowestSampleRate} to {ManifestLimits.HighestSampleRate}; got {audio.SampleRate}.");
        if (!Enum.IsDefined(audio.Spectrogram) || audio is not { Seconds: >= 0 and <= ManifestLimits.LongestClip } || !IsScale(audio.Mean, audio.Deviation))
            return FormattableString.Invariant($"have a known spectrogram, seconds from 0 to {ManifestLimits.LongestClip}, a finite mean and a deviation above 0; got others.");
        var most = AudioImage.FramesOf(audio.Spectrogram, audio.SampleRate, audio.Seconds > 0 ? audio.Seconds : ManifestLimits.LongestClip);
        var fits = audio.Bins == AudioImage.BinsOf(audio.Spectrogram, Math.Clamp(audio.Bins, ManifestLimits.LeastMelBins, ManifestLimits.MostMelBins)) && audio.Frames > 0
            && (audio.Spectrogram == SpectrogramKind.LogMel ? audio.Frames <= most : audio.Frames == most);
        return fits ? null : FormattableString.Invariant($"have bins and frames that its spectrogram, rate and seconds give; got {audio.Bins} and {audio.Frames}.");
    }

    private static string? ImageProblem(int channels, int height, int width) =>
        channels is 1 or 3 && height is > 0 and <= ManifestLimits.LargestImage && width is > 0 and <= ManifestLimits.LargestImage ? null : FormattableString.Invariant(
            $"have 1 or 3 channels and from 1 to {ManifestLimits.LargestImage} pixels a side; got {channels} of {height} x {width}.");

    private static string? Problem(Modality modality) => ShapeProblem(modality.Shape)
        ?? (!modality.CodeCounts.All(count => count is > 0 and <= ManifestLimits.MostNames * 10) ? "have code_counts of at least 1; got others."
            : !FitsKind(modality) ? $"have sizes and code_counts that its kind can have; got {ShapeText(modality.Shape)}." : null);

    private static bool FitsKind(Modality modality) => modality.Kind switch
    {
        ModalityKind.Text => modality.Shape.Count == 1 && modality.CodeCounts.Count == 1,
        ModalityKind.Table => modality.Shape.Count == 1 && modality.CodeCounts.Count <= modality.Shape[0],
        ModalityKind.Sequence => modality.Shape.Count == 2,
        ModalityKind.Spectrogram => modality.Shape.Count == 3,
        ModalityKind.Frames => modality.Shape.Count == 4,
        var kind => kind == ModalityKind.Plain,
    };

    private static string? ShapeProblem(IReadOnlyList<long> shape) =>
        shape.Count is > 0 and <= ArrayShape.MostDimensions && shape.All(size => size >= 1) && ArrayShape.Count(shape, ManifestLimits.MostValues) is not null ? null
        : $"have at most {ArrayShape.MostDimensions} sizes of at least 1 with a product of at most {ManifestLimits.MostValues}; got {ShapeText(shape)}.";

    private static string? Problem(ManifestLabel label)
    {
        if (!Enum.IsDefined(label.Kind)) return FormattableString.Invariant($"have a known kind; got {(int)label.Kind}.");
        if (!AreDifferent(label.Names)) return "have names, each once; got null or the same again.";
        var least = label.Kind switch { TargetKind.Class => 2, TargetKind.MultiLabel => 1, _ => 0 };
        var most = label.Kind == TargetKind.Number ? 0 : ManifestLimits.MostNames;
        if (label.Names.Count < least || label.Names.Count > most) return FormattableString.Invariant($"have from {least} to {most} names; got {label.Names.Count}.");
        return IsScale(label.Mean, label.Deviation) ? null : "have a finite mean and a deviation above 0; got others.";
    }

    private static string ShapeText(IReadOnlyList<long> shape) => CellText.Shown(ArrayShape.Text(shape));

    private static bool IsScale(double mean, double deviation) => double.IsFinite(mean) && double.IsFinite(deviation) && deviation > 0;

    private static bool AreDifferent(IReadOnlyList<string> names) => !names.Contains(null!) && names.Distinct(StringComparer.Ordinal).Count() == names.Count;
}
