using MMPareto.Data.Manifests;

namespace MMPareto.Data.AvDigits;

/// <summary>The spoken and written digits as a data set: a manifest that is made when it is first asked for.</summary>
public static class AvDigitsSplits
{
    private const double Seconds = 1;

    /// <summary>Makes the data where it is missing, and reads it.</summary>
    /// <param name="options">What to make.</param>
    /// <param name="limit">Pairs used of each part, for quick trials; 0 for all.</param>
    /// <param name="report">Receives a sentence on what is being done, if anything is.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Data sets with the modalities <c>image</c> [1, 28, 28] and <c>sound</c> [1, 64, 100].</returns>
    /// <exception cref="DataException">eSpeak NG is not installed or fails, or MNIST is missing.</exception>
    public static async Task<DatasetSplits> LoadAsync(
        AvDigitsOptions options, int limit = 0, Action<string>? report = null, CancellationToken stop = default)
    {
        var manifest = await AvDigitsMaker.EnsureAsync(options, report, null, stop);
        var data = ManifestSplits.Load(new()
        {
            Path = manifest,
            Columns = new Dictionary<string, ColumnKind> { ["voice"] = ColumnKind.Group },
            SampleRate = 16_000,
            AudioSeconds = Seconds,
            MelBins = 64,
            Limit = limit,
            Seed = options.Seed,
        }, report, stop);
        var origin = await File.ReadAllTextAsync(Path.Combine(options.Folder, AvDigitsMaker.OriginName), stop);
        return data with
        {
            ContentHash = Data.ContentHash.Of(data.ContentHash, origin),
            Notes = ["digits are spoken by a program, in voices that are heard in one part only", FormattableString.Invariant($"noise of {options.Noise} times the speech"), .. data.Notes],
        };
    }
}
