using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using MMPareto.Data.Arrays;
using MMPareto.Data.Manifests.Onnx;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>A column of files as features of a frozen ONNX network: what another preprocessor makes of a file goes through it.</summary>
/// <remarks>The first output, flattened to [d]; [t, d] where it is [1, t, d], and of videos, whose frames are given one by one. Training that is augmented
/// sees the same features. A network is read from its file when it is first needed.</remarks>
public sealed record OnnxPreprocessor : FilePreprocessor
{
    private OnnxModel? _model;

    /// <summary>What makes the input of the network; a <see cref="FilePreprocessor"/> of the same name and column.</summary>
    public required Preprocessor Input { get; init; }

    /// <summary>The file of the network: a full path, or in an exported folder the name of a file beside <c>preprocessing.json</c>.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of that file, hexadecimal, lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Shape of the features.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>Where features are kept from one epoch to the next when no <see cref="FilePreprocessor.Cache"/> is; null for nowhere.</summary>
    internal FeatureMemory? Memory { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override Modality Modality =>
        new(Name, Shape) { Kind = Shape.Count == 2 ? ModalityKind.Sequence : ModalityKind.Plain };

    private string CacheSettings => field ??= $"onnx 1 {Sha256} {JsonSerializer.Serialize(Input)}";

    private OnnxModel Opened => _model ??= OnnxModels.Take(Model, Sha256);

    /// <summary>Fits it: the shape of the features is that of a made-up input.</summary>
    /// <param name="input">What makes the input of the network.</param>
    /// <param name="model">The network.</param>
    /// <exception cref="DataException">The network does not take such an input, or gives nothing that can be used.</exception>
    internal static OnnxPreprocessor Fit(FilePreprocessor input, OnnxModel model)
    {
        var unfitted = new OnnxPreprocessor
        {
            Name = input.Name,
            Column = input.Column,
            Input = input,
            Model = model.Path,
            Sha256 = model.Sha256,
            Shape = [],
        };
        unfitted._model = model;
        var (part, parts) = OnnxInput.PartOf(input.Modality);
        var given = OnnxInput.ShapeFor(model, input.Modality.Kind, part);
        var madeUp = new float[given.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < madeUp.Length; i++) madeUp[i] = (i * 37 % 101 / 50f) - 1;
        var (values, shape) = model.Run(madeUp, given);
        if (!model.Run(madeUp, given).Values.AsSpan().SequenceEqual(values))
            throw new DataException($"{model.Path} must give the same features of the same input; it draws random numbers. Export it for inference.");
        if (values.Length is 0 or > ManifestLimits.MostFeatures || (long)values.Length * parts > ManifestLimits.MostFeatures)
            throw new DataException($"{model.Path} must give from 1 to {ManifestLimits.MostFeatures} features of a sample; got {ArrayShape.Text(shape)}"
                + $"{(parts > 1 ? $" of {parts} frames" : "")}.");
        var isFrames = input.Modality.Kind == ModalityKind.Frames;
        return unfitted with { Shape = isFrames ? [parts, values.Length] : shape is [1, > 1 and var time, var features] ? [time, features] : [values.Length] };
    }

    /// <inheritdoc/>
    public override void Prepare() => _ = Opened;

    /// <inheritdoc/>
    protected override void ReadFiles(CellRow row, Span<float> destination)
    {
        var (part, parts) = OnnxInput.PartOf(Input.Modality);
        if (Input is FramesPreprocessor frames)
        {
            var files = frames.MiddleFiles(row);
            var length = destination.Length / parts;
            for (var i = 0; i < parts; i++)
            {
                ReadPart(row, files[i], destination.Slice(i * length, length),
                    (features, path) => Compute(part, features, values => frames.ReadFrame(path, values)));
            }
            return;
        }
        ReadPart(row, row.PathIn(Column), destination, (features, _) => Compute(part, features, values => Input.Read(row, values)));
    }

    private void ReadPart(CellRow row, string path, Span<float> features, SpanAction<float, string> compute)
    {
        if (Cache is null && Memory?.TryRead(Name, path, features) == true) return;
        Decode(row, path, CacheSettings, features, compute);
        if (Cache is null) Memory?.Keep(Name, path, features);
    }

    private void Compute(long[] part, Span<float> features, Action<float[]> read)
    {
        var values = new float[part.Aggregate(1L, (product, size) => product * size)];
        read(values);
        var (computed, shape) = Opened.Run(values, OnnxInput.ShapeFor(Opened, Input.Modality.Kind, part));
        if (computed.Length != features.Length)
            throw new DataException($"{Model} must give {features.Length} features, as of the made-up input that it was tried with; got {ArrayShape.Text(shape)}.");
        if (Array.Find(computed, value => !float.IsFinite(value)) is not 0 and var bad)
            throw new DataException(FormattableString.Invariant($"{Model} must give finite features; got {bad}."));
        computed.CopyTo(features);
    }
}
