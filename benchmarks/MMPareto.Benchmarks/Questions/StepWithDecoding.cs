using MMPareto.Benchmarks.Subjects;
using MMPareto.Benchmarks.Timing;
using MMPareto.Data;
using MMPareto.Data.Loading;

namespace MMPareto.Benchmarks.Questions;

/// <summary>Training steps of two ResNet-18 whose batches are decoded meanwhile, and the same with batches in memory.</summary>
internal static class StepWithDecoding
{
    private const int StepsInBlock = 6;
    private const int BatchSize = 16;
    private const int FileCount = 32;

    /// <summary>Measures both in turn, a block of steps at a time.</summary>
    /// <remarks>A block begins and ends an epoch of the loader, so that nothing is read ahead while the other one runs; the wait for its first
    /// batch is in it.</remarks>
    /// <param name="folder">Where files are made.</param>
    /// <param name="rounds">Blocks of each kind.</param>
    /// <param name="bar">The bar whose figure is the ratio.</param>
    /// <param name="decoding">Name of the one.</param>
    /// <param name="inMemory">Name of the other.</param>
    /// <param name="progress">Receives a line.</param>
    /// <param name="findings">Receives the pair.</param>
    public static void Measure(WorkFolder folder, int rounds, string bar, string decoding, string inMemory, TextWriter progress, Findings findings)
    {
        progress.WriteLine(FormattableString.Invariant($"loader: resnet18 steps, {rounds} rounds of {StepsInBlock}"));
        var samples = MadeUpFiles.Manifest(folder, "step", StepsInBlock * BatchSize,
            ("photo", MadeUpFiles.Photos(folder, 256, 256, FileCount)), ("voice", MadeUpFiles.Sounds(folder, FileCount))).Train;
        var subject = new Subject("resnet18", samples.Modalities, samples.ClassCount, BatchSize, ["model.encoder=resnet18"]);
        using var trainee = new Trainee(subject, Engine.Default);
        var step = trainee.Step("mmpareto");
        var loader = new BatchLoader(samples, new() { BatchSize = BatchSize, Workers = 1 });
        MultimodalBatch[] kept = [.. loader.Epoch(1)];
        var epoch = 1;
        var timed = new Alternation(1, rounds).Run(
            new Contender(inMemory, () =>
            {
                foreach (var batch in kept) step.Take(batch);
            }),
            new(decoding, () =>
            {
                foreach (var batch in loader.Epoch(epoch++))
                {
                    using var owned = batch;
                    step.Take(batch);
                }
            })).Each(StepsInBlock);
        findings.Add(bar, timed.Pair("resnet18, JPEG 256×256 and 3-s WAV", decoding, inMemory));
        foreach (var batch in kept) batch.Dispose();
    }
}
