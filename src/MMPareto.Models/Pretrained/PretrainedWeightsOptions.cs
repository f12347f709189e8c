namespace MMPareto.Models.Pretrained;

/// <summary>What may differ between a file of weights and an encoder.</summary>
public sealed record PretrainedWeightsOptions
{
    /// <summary>Beginnings of names in the file that an encoder has no place for: a classifier's. Default <c>fc.</c>, as
    /// torchvision's residual networks have it; vision transformers have <c>head.</c>.</summary>
    public IReadOnlyList<string> IgnoredPrefixes { get; init; } = ["fc."];

    /// <summary>Whether the first layer of an encoder for one channel takes the sum over the file's channels, which gives for a
    /// gray image what the file's layer gives for the same image in all channels. Default false: they are refused.</summary>
    public bool SumInputChannels { get; init; }
}
