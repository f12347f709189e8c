using static TorchSharp.torch;

namespace MMPareto.Models;

/// <summary>Features of a modality that some samples lack: its encoder sees the others only.</summary>
internal static class PartialEncoding
{
    /// <summary>Features of the samples that have the modality; zeros for the others.</summary>
    /// <param name="encoder">Its encoder.</param>
    /// <param name="input">[b, …].</param>
    /// <param name="rows">Places in the batch of the samples that have it; null for all.</param>
    /// <returns>[b, d].</returns>
    public static Tensor Of(Encoder encoder, Tensor input, long[]? rows)
    {
        if (rows is null) return encoder.call(input);
        using var scope = NewDisposeScope();
        var features = zeros([input.shape[0], encoder.FeatureCount], input.dtype, input.device);
        if (rows.Length == 0) return features.MoveToOuterDisposeScope();
        var index = tensor(rows, device: input.device);
        return features.index_copy(0, index, encoder.call(input.index_select(0, index))).MoveToOuterDisposeScope();
    }
}
