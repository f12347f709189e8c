using MMPareto.Data;
using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>A model and the shape of its data, on which questions are asked.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Modalities">What the model reads.</param>
/// <param name="ClassCount">Classes that it predicts.</param>
/// <param name="BatchSize">Samples in a batch.</param>
/// <param name="Settings">What a configuration sets for it; the rest are the toolkit's defaults.</param>
internal sealed record Subject(string Name, IReadOnlyList<Modality> Modalities, int ClassCount, int BatchSize, IReadOnlyList<string> Settings)
{
    /// <summary>Two conv encoders for images of the shape of CG-MNIST.</summary>
    public static Subject Convnet { get; } = new("convnet", [new("gray", [1, 28, 28]), new("colour", [3, 28, 28])], 10, 64, ["model.encoder=conv"]);

    /// <summary>Two ResNet-18 for a spectrogram and a frame, as in the paper's experiments on CREMA-D.</summary>
    public static Subject ResNet { get; } = new("resnet18", AudioAndVideo(257, 188), 6, 16, ["model.encoder=resnet18"]);

    /// <summary>Two vision transformers that meet in bottleneck tokens, in the default <c>cross</c> mode.</summary>
    public static Subject MBT { get; } = new("mbt", AudioAndVideo(128, 256), 6, 16, ["model.encoder=vit", "model.exchange=mbt"]);

    /// <summary>Whether a step takes milliseconds, so that many can be taken.</summary>
    public bool IsSmall => BatchSize > ResNet.BatchSize;

    /// <summary>Rounds until the runtime has compiled for good what a step runs, and libtorch has chosen its kernels.</summary>
    public int WarmUps => IsSmall ? 40 : 3;

    /// <summary>The three models of the first question.</summary>
    public static IReadOnlyList<Subject> Three { get; } = [Convnet, ResNet, MBT];

    /// <summary>As many separate conv encoders for colour images.</summary>
    /// <param name="count">How many, 2 to 6.</param>
    public static Subject OfModalities(int count) => Convnet with
    {
        Name = FormattableString.Invariant($"{count} modalities"),
        Modalities = [.. Enumerable.Range(1, count).Select(k => new Modality(FormattableString.Invariant($"m{k}"), [3, 28, 28]))],
    };

    /// <summary>The subject that options name, of some.</summary>
    /// <param name="subjects">Those that a question has, the smallest first.</param>
    /// <param name="options">May name one; <c>--quick</c> takes the first.</param>
    public static IReadOnlyList<Subject> Chosen(IReadOnlyList<Subject> subjects, BenchmarkOptions options) =>
        options.Model is { } name ? [.. subjects.Where(subject => subject.Name == name)] : options.Quick ? [subjects[0]] : subjects;

    /// <summary>Its configuration with a method.</summary>
    /// <param name="method">Name of the method, or of an approximation of one.</param>
    /// <param name="settings">Further settings, as after <c>--set</c>.</param>
    public ConfigValues Config(string method, params IReadOnlyList<string> settings) => ConfigReader.Read(
        "", "the benchmark", ExperimentSchema.Schema, [.. Settings, .. SettingsOf(method), .. settings]);

    /// <summary>What a configuration sets for a method.</summary>
    /// <param name="method">Name of the method, or of an approximation of one.</param>
    public static IReadOnlyList<string> SettingsOf(string method) =>
        MethodVariant.Find(method) is { } variant ? [$"method.name={variant.Method}", .. variant.Settings] : [$"method.name={method}"];

    private static Modality[] AudioAndVideo(long bins, long frames) =>
    [
        new("audio", [1, bins, frames]) { Kind = ModalityKind.Spectrogram },
        new("video", [1, 3, 224, 224]) { Kind = ModalityKind.Frames },
    ];
}
