using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;
using MMPareto.Data;
using MMPareto.Data.Audio;
using MMPareto.Data.Loading;
using SkiaSharp;

namespace MMPareto.Benchmarks.Questions;

/// <summary>How fast are files read, and does training wait for them?</summary>
internal sealed class LoaderQuestion : IQuestion
{
    private const string Overhead = "loader/overhead";
    private const string Step = "loader/step";
    private const string FromFiles = "with decoding";
    private const string InMemory = "in memory";
    private const int SmallBatches = 100;

    public string Name => "loader";

    public string Summary => "files read per core, overhead of a batch of small items, and a ResNet-18 step with decoding against one in memory";

    public IReadOnlyList<Subject> Subjects => [];

    public IReadOnlyList<Bar> Bars { get; } =
    [
        new(Step, 7, "resnet18 step with decoding (JPEG 256×256, 3-s WAV) over the step with data in memory", 1.05, Units.Ratio),
        new(Overhead, 7, "loader overhead of a batch of 64 small items", 0.5e-3, Units.Seconds),
    ];

    public Findings Answer(BenchmarkOptions options, TextWriter progress)
    {
        var findings = new Findings();
        using var folder = new WorkFolder();
        MeasureFiles(folder, options, progress, findings);
        MeasureOverhead(options.PairsOr(20), options.WarmUps(5), progress, findings);
        if (!options.Quick) StepWithDecoding.Measure(folder, options.PairsOr(10), Step, FromFiles, InMemory, progress, findings);
        findings.Note("Files are read in one thread, through the manifest's data set, from the page cache. "
            + "Their baselines only decode: the JPEG to pixels by SkiaSharp, the WAV to samples.");
        return findings;
    }

    private static void MeasureFiles(WorkFolder folder, BenchmarkOptions options, TextWriter progress, Findings findings)
    {
        var (count, time) = (options.Quick ? 2 : 16, new Alternation(options.WarmUps(5), options.PairsOr(20)));
        foreach (var (width, height) in new[] { (640, 480), (256, 256) })
        {
            var photos = MadeUpFiles.Photos(folder, width, height, count);
            var name = FormattableString.Invariant($"JPEG {width}×{height} to 224×224");
            progress.WriteLine($"loader: {name}");
            Compare(MadeUpFiles.Manifest(folder, FormattableString.Invariant($"photo{width}"), count, ("photo", photos)).Train,
                name, "decoding alone", time, findings, () =>
                {
                    foreach (var photo in photos) SKBitmap.Decode(photo).Dispose();
                });
        }
        var sounds = MadeUpFiles.Sounds(folder, count);
        progress.WriteLine("loader: WAV to log-mel");
        Compare(MadeUpFiles.Manifest(folder, "sound", count, ("voice", sounds)).Train,
            "3-s WAV to log-mel", "samples alone", time, findings, () =>
            {
                foreach (var sound in sounds) WavFile.Read(sound);
            });
    }

    private static void Compare(IMultimodalDataset samples, string name, string baseline, Alternation time, Findings findings, Action decode)
    {
        var memory = new Memory<float>[] { new float[samples.Modalities[0].Length] };
        var pair = time.Run(new Contender(baseline, decode), new("read", () =>
        {
            for (var index = 0; index < samples.Count; index++) samples.Read(index, new(memory));
        })).Each(samples.Count).Pair(name, "read", baseline);
        findings.Add(pair);
        findings.Add(name, "files a second and core", 1 / pair.Seconds, Units.Rate);
    }

    /// <summary>What a batch takes over copying its samples, where nobody computes meanwhile.</summary>
    private static void MeasureOverhead(int rounds, int warmUps, TextWriter progress, Findings findings)
    {
        progress.WriteLine("loader: batches of 64 small items");
        var subject = Subject.Convnet;
        var samples = new MadeUpSamples(subject, SmallBatches * subject.BatchSize, subject.BatchSize);
        var memory = subject.Modalities.Select(modality => (Memory<float>)new float[modality.Length]).ToArray();
        void Load(int workers)
        {
            foreach (var batch in new BatchLoader(samples, new() { BatchSize = subject.BatchSize, Workers = workers }).Epoch(1)) batch.Dispose();
        }
        var timed = new Alternation(warmUps, rounds).Run(
            new Contender("copying alone", () =>
            {
                for (var index = 0; index < samples.Count; index++) samples.Read(index, new(memory));
            }),
            new("1 worker", () => Load(1)),
            new("no worker", () => Load(0))).Each(SmallBatches);
        double[] over = [.. timed.Of("1 worker").Zip(timed.Of("copying alone"), (loaded, copied) => loaded - copied)];
        findings.Add(Overhead, Medians.Of(over), Medians.Interval(over));
        findings.Add(timed.Pair("batch of 64 small items", "1 worker", "copying alone"));
        findings.Add(timed.Pair("batch of 64 small items", "no worker", "copying alone"));
    }
}
