using System.Globalization;
using MMPareto.Data.Mnist;

namespace MMPareto.Data.MultiMnist;

/// <summary>
/// MultiMNIST: two digits in one image, in the variant of [Sener2018] on an idea of [Sabour2017], with noise on the right
/// digit as a dial that makes its task harder.
/// </summary>
public static class MultiMnistSplits
{
    private const int TrainFile = 0;
    private const int TestFile = 1;

    /// <summary>Makes the three parts from files on disk.</summary>
    /// <param name="options">What to make; defaults when left out.</param>
    /// <returns>
    /// Data sets with the modality <c>image</c> and the tasks <c>left</c> and <c>right</c>, each a
    /// <see cref="MultiMnistDataset"/>.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DataException">A file is missing or bad, or its images have another size.</exception>
    public static DatasetSplits Load(MultiMnistOptions? options = null)
    {
        options ??= new MultiMnistOptions();
        options.Validate();
        var images = MnistImages.Load(options.Folder);
        if ((images.Train.Height, images.Train.Width) != (DigitPair.Size, DigitPair.Size))
        {
            throw new DataException(
                $"{options.Folder ?? MnistFiles.CacheFolder}: MultiMNIST needs images of {DigitPair.Size} × {DigitPair.Size} pixels; " +
                $"found {images.Train.Height} × {images.Train.Width}. Use files with the size of MNIST's.");
        }
        return Make(images, options);
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
        MultiMnistOptions? options = null, Action<string>? report = null,
        CancellationToken cancellationToken = default)
    {
        options?.Validate();
        if (options?.Folder is null)
            await MnistFetcher.FetchAsync(MnistFiles.CacheFolder, report, cancellationToken);
        return Load(options);
    }

    private static DatasetSplits Make(MnistImages images, MultiMnistOptions options)
    {
        var (train, validation) = ImageChoice.Split(images.Train, options.ValidationSize, options.Seed);
        var classCount = ImageChoice.ClassCountOf(images);
        MultiMnistDataset Part(string name, LabelledImages from, int file, int[] chosen) => new(
            $"multi-mnist/{name}", from, ImageChoice.Limited(chosen, from, options.Limit, options.Seed),
            image => RightOf(image, file, chosen, options.Seed), new SaltAndPepper(options.NoiseRight, options.Seed, file), classCount);
        return new DatasetSplits(
            Part("train", images.Train, TrainFile, train),
            Part("validation", images.Train, TrainFile, validation),
            Part("test", images.Test, TestFile, ImageChoice.All(images.Test)),
            Hash(images, options),
            Notes(images, options));
    }

    /// <summary>The right digit of an image: any of its own part, itself included, each equally likely.</summary>
    private static int RightOf(int image, int file, int[] part, long seed) =>
        part[new CounterRandom(seed, RandomStreams.RightDigit, file, image).NextInt(part.Length)];

    private static string Hash(MnistImages images, MultiMnistOptions options) => ContentHash.Of(
    [
        "multi-mnist 1", .. images.Train.Checksums, .. images.Test.Checksums,
        options.NoiseRight.ToString("R", CultureInfo.InvariantCulture),
        FormattableString.Invariant($"{options.ValidationSize} {options.Limit} {options.Seed}"),
    ]);

    private static List<string> Notes(MnistImages images, MultiMnistOptions options)
    {
        List<string> notes = [options.NoiseRight == 0
            ? "no noise on the right digit"
            : FormattableString.Invariant($"{100 * options.NoiseRight:0.###} % of the right digit's pixels are noise, in all three parts")];
        if (options.Limit > 0) notes.Add($"at most {options.Limit} images in each part");
        if (!images.IsOriginal)
            notes.Add("checksum unknown: the files are not the original MNIST");
        return notes;
    }
}
