using System.Globalization;
using MMPareto.Data.Audio;
using MMPareto.Data.Mnist;
using MMPareto.Data.Tables;
using SkiaSharp;

namespace MMPareto.Data.AvDigits;

/// <summary>Makes the spoken and written digits: images of MNIST, each with its digit spoken, and a manifest of the pairs.</summary>
/// <remarks>A pair's image, voice, speed, pitch and noise follow from seed, part and number alone. What is made appears as a whole, or not at all.</remarks>
public static class AvDigitsMaker
{
    /// <summary>Name of the manifest.</summary>
    public const string ManifestName = "manifest.csv";

    /// <summary>Name of the file that tells what the data was made of.</summary>
    public const string OriginName = "origin.txt";

    private const string Images = "images";
    private const string Sounds = "sounds";
    private static readonly string[] Parts = ["train", "validation", "test"];

    /// <summary>Makes the data where it is missing; fetches MNIST first where no folder of it is named.</summary>
    /// <param name="options">What to make.</param>
    /// <param name="report">Receives a sentence on what is being done, if anything is.</param>
    /// <param name="progress">Receives how many pairs are done, of how many.</param>
    /// <param name="stop">Ends it; nothing is left then.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DataException">eSpeak NG is not installed or fails, or MNIST is missing.</exception>
    public static async Task<string> EnsureAsync(
        AvDigitsOptions options, Action<string>? report = null, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        options.Validate();
        var manifest = Path.Combine(options.Folder, ManifestName);
        if (File.Exists(manifest)) return manifest;
        if (Directory.Exists(options.Folder))
            throw new DataException($"{options.Folder} must hold {ManifestName}, or not exist; got a folder without it. Remove it, and it is made anew.");
        var speech = new SpeechSynthesizer();
        if (options.MnistFolder is null) await MnistFetcher.FetchAsync(MnistFiles.CacheFolder, report, stop);
        var mnist = MnistImages.Load(options.MnistFolder);
        var pairs = PairsOf(mnist, options);
        report?.Invoke(string.Create(CultureInfo.InvariantCulture, $"making av-digits: {pairs.Length:N0} spoken digits by {speech.Version}, some minutes, into {options.Folder}"));
        using var staging = StagingFolder.Create(Path.GetDirectoryName(options.Folder)!);
        Make(pairs, speech, options, staging.FullPath, progress, stop);
        File.WriteAllLines(Path.Combine(staging.FullPath, OriginName),
        [
            "av-digits 1", speech.Version, .. mnist.Train.Checksums, .. mnist.Test.Checksums,
            FormattableString.Invariant($"{options.TrainPairs} {options.ValidationPairs} {options.TestPairs} {options.Noise:R} {options.Seed}"),
        ]);
        WriteManifest(pairs, Path.Combine(staging.FullPath, ManifestName));
        MoveIntoPlace(staging.FullPath, options.Folder);
        return manifest;
    }

    private static Pair[] PairsOf(MnistImages mnist, AvDigitsOptions options)
    {
        var (train, validation) = ImageChoice.Split(mnist.Train, options.ValidationPairs, options.Seed);
        var chosen = new (LabelledImages From, int[] Which)[]
        {
            (mnist.Train, StratifiedSample.Take(train, mnist.Train.LabelOf, options.TrainPairs, options.Seed)),
            (mnist.Train, validation),
            (mnist.Test, StratifiedSample.Take(ImageChoice.All(mnist.Test), mnist.Test.LabelOf, options.TestPairs, options.Seed)),
        };
        return [.. chosen.SelectMany((part, p) => part.Which.Select((image, number) => NewPair(part.From, image, p, number, options.Seed)))];
    }

    private static Pair NewPair(LabelledImages from, int image, int part, int number, long seed)
    {
        var random = new CounterRandom(seed, RandomStreams.Speech, part, number);
        var spoken = SpokenDigit.Draw(from.LabelOf(image), Voices.Of(part), ref random);
        return new(from, image, part, string.Create(CultureInfo.InvariantCulture, $"{Parts[part]}-{number:00000}"), spoken, random);
    }

    private static void Make(
        Pair[] pairs, SpeechSynthesizer speech, AvDigitsOptions options, string folder, Action<int, int>? progress, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.Combine(folder, Images));
        Directory.CreateDirectory(Path.Combine(folder, Sounds));
        var done = 0;
        void MakeOne(Pair pair)
        {
            WriteImage(pair, Path.Combine(folder, pair.ImagePath));
            var path = Path.Combine(folder, pair.SoundPath);
            speech.Speak(pair.Spoken, path, stop);
            WavWriter.Write(path, SpeechSound.Of(WavFile.Read(path), options.Noise, pair.Random));
            progress?.Invoke(Interlocked.Increment(ref done), pairs.Length);
        }
        try
        {
            Parallel.ForEach(pairs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop }, MakeOne);
        }
        catch (AggregateException) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop); // the same Ctrl-C has ended the programs that speak
        }
    }

    private static void WriteImage(Pair pair, string path)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(pair.From.Width, pair.From.Height, SKColorType.Gray8, SKAlphaType.Opaque));
        pair.From.PixelsOf(pair.Image).CopyTo(bitmap.GetPixelSpan());
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        using var file = File.Create(path);
        png.SaveTo(file);
    }

    private static void WriteManifest(Pair[] pairs, string path)
    {
        string[] columns = ["id", "image", "sound", "voice", "split", "label"];
        using var writer = TableWriter.Create(path, [.. columns.Select(name => new TableColumn(name, IsNumber: false))]);
        foreach (var pair in pairs)
            writer.Write([pair.Name, pair.ImagePath, pair.SoundPath, pair.Spoken.Voice, Parts[pair.Part], $"{pair.Spoken.Digit}"]);
        writer.Complete();
    }

    private static void MoveIntoPlace(string made, string folder)
    {
        try
        {
            Directory.Move(made, folder);
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, ManifestName)))
        {
            // Another process was faster, with the same options.
        }
    }

    private sealed record Pair(LabelledImages From, int Image, int Part, string Name, SpokenDigit Spoken, CounterRandom Random)
    {
        public string ImagePath => $"{Images}/{Name}.png";

        public string SoundPath => $"{Sounds}/{Name}.wav";
    }
}
