using System.Globalization;
using MMPareto.Data.Mnist;

namespace MMPareto.Data.CgMnist;

/// <summary>
/// Colored-and-gray MNIST: in training the colour gives the digit away, in the test it tells nothing
/// ([Kim2019]).
/// </summary>
public static class CgMnistSplits
{
    private const int TrainFile = 0;
    private const int TestFile = 1;

    /// <summary>Makes the three parts from files on disk.</summary>
    /// <param name="options">What to make; defaults when left out.</param>
    /// <returns>
    /// Data sets with the modalities <c>gray</c> and <c>colour</c>, each a <see cref="CgMnistDataset"/>.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DataException">A file is missing or bad.</exception>
    public static DatasetSplits Load(CgMnistOptions? options = null)
    {
        options ??= new CgMnistOptions();
        options.Validate();
        return Make(MnistImages.Load(options.Folder), options);
    }

    /// <summary>
    /// The same, but first fetches MNIST into the cache if no folder is given and files are missing.
    /// </summary>
    /// <param name="options">What to make; defaults when left out.</param>
    /// <param name="report">Receives a sentence on what is being fetched, if anything is.</param>
    /// <param name="cancellationToken">Stops fetching.</param>
    /// <returns>The three parts.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DataException">A file is missing or bad, and cannot be fetched.</exception>
    public static async Task<DatasetSplits> LoadAsync(
        CgMnistOptions? options = null, Action<string>? report = null,
        CancellationToken cancellationToken = default)
    {
        options?.Validate();
        if (options?.Folder is null)
            await MnistFetcher.FetchAsync(MnistFiles.CacheFolder, report, cancellationToken);
        return Load(options);
    }

    internal static DatasetSplits Make(MnistImages images, CgMnistOptions options)
    {
        var (train, validation) = ImageChoice.Split(images.Train, options.ValidationSize, options.Seed);
        var classCount = ImageChoice.ClassCountOf(images);
        var rule = new ColourRule(options.ColourVariance, options.Seed, classCount);
        CgMnistDataset Part(string name, LabelledImages from, int[] chosen, Func<int, Rgb> colourOf) =>
            new($"cg-mnist/{name}", from, ImageChoice.Limited(chosen, from, options.Limit, options.Seed), colourOf, classCount);
        Rgb Biased(int image) => rule.Biased(image, images.Train.LabelOf(image));
        Rgb Unbiased(int image) => rule.Unbiased(image, TrainFile);
        return new DatasetSplits(
            Part("train", images.Train, train, Biased),
            Part("validation", images.Train, validation,
                options.Validation == ValidationColours.Biased ? Biased : Unbiased),
            Part("test", images.Test, ImageChoice.All(images.Test), image => rule.Unbiased(image, TestFile)),
            Hash(images, options),
            Notes(images, options));
    }

    private static string Hash(MnistImages images, CgMnistOptions options) => ContentHash.Of(
    [
        "cg-mnist 1", .. images.Train.Checksums, .. images.Test.Checksums,
        options.ColourVariance.ToString("R", CultureInfo.InvariantCulture), $"{options.Validation}",
        FormattableString.Invariant($"{options.ValidationSize} {options.Limit} {options.Seed}"),
    ]);

    private static List<string> Notes(MnistImages images, CgMnistOptions options)
    {
        List<string> notes =
        [
            FormattableString.Invariant($"colour variance is {options.ColourVariance:0.000###}"),
            options.Validation == ValidationColours.Unbiased
                ? "validation colours are drawn by the test rule (unbiased)"
                : "validation colours are drawn by the training rule (biased): they do not foretell the test",
        ];
        if (options.Limit > 0) notes.Add($"at most {options.Limit} images in each part");
        if (!images.IsOriginal)
            notes.Add("checksum unknown: the files are not the original MNIST");
        return notes;
    }
}
