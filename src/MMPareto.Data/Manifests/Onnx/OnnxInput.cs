using MMPareto.Data.Arrays;

namespace MMPareto.Data.Manifests.Onnx;

/// <summary>How the input of a modality is given to a network.</summary>
internal static class OnnxInput
{
    /// <summary>What is given at once: a frame of a video, else all of a sample.</summary>
    /// <param name="modality">What the column makes.</param>
    /// <returns>Its shape, and how many of them a sample has.</returns>
    public static (long[] Part, int Parts) PartOf(Modality modality) => modality.Kind == ModalityKind.Frames
        ? ([.. modality.Shape.Skip(1)], (int)modality.Shape[0]) : ([.. modality.Shape], 1);

    /// <summary>The shape that it is given in: a batch of one; a spectrogram without its one channel where the network has no place for it.</summary>
    /// <param name="model">The network.</param>
    /// <param name="kind">Kind of the modality.</param>
    /// <param name="part">Shape of what is given at once.</param>
    /// <exception cref="DataException">The network takes another shape.</exception>
    public static long[] ShapeFor(OnnxModel model, ModalityKind kind, long[] part)
    {
        long[] batch = [1, .. part];
        if (model.Takes(batch)) return batch;
        if (kind == ModalityKind.Spectrogram && model.Takes(part)) return part;
        throw new DataException($"{model.Path} must take {ArrayShape.Text(batch)}, a sample of the column; its input is {model.InputText}. " + kind switch
        {
            ModalityKind.Spectrogram => "Set data.mel_bins and data.audio_seconds to what it takes, or export it with dimensions left open.",
            ModalityKind.Plain or ModalityKind.Frames when part.Length == 3 => "Export it for images [batch, channels, height, width].",
            _ => "Store arrays of its shape, or export it with dimensions left open.",
        });
    }
}
