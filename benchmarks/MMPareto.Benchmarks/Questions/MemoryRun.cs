using System.Globalization;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Data.Loading;

namespace MMPareto.Benchmarks.Questions;

/// <summary>The resident size of a process that trains.</summary>
/// <param name="Steps">Steps after which it was read.</param>
/// <param name="Resident">Bytes then.</param>
/// <param name="Tensors">Live tensors then, as TorchSharp counts them.</param>
/// <param name="Peak">The most bytes until the end.</param>
internal sealed record MemoryRun(IReadOnlyList<double> Steps, IReadOnlyList<double> Resident, IReadOnlyList<double> Tensors, double Peak)
{
    private const int StepsInEpoch = 100;
    private const int StoredBatches = 4;

    /// <summary>Trains in this process, with batches as the loader makes them.</summary>
    /// <param name="name">Name of the subject.</param>
    /// <param name="method">Name of the method.</param>
    /// <param name="steps">Number of steps.</param>
    public static MemoryRun Train(string name, string method, int steps)
    {
        var subject = Subject.Three.First(subject => subject.Name == name);
        using var trainee = new Trainee(subject, Engine.Default);
        var step = trainee.Step(method);
        var inEpoch = Math.Min(StepsInEpoch, steps);
        var loader = new BatchLoader(
            new MadeUpSamples(subject, inEpoch * subject.BatchSize, StoredBatches * subject.BatchSize), new() { BatchSize = subject.BatchSize });
        var readings = new MemoryReadings();
        for (var epoch = 1; step.Count < steps; epoch++)
        {
            foreach (var batch in loader.Epoch(epoch))
            {
                using var owned = batch;
                step.Take(batch);
            }
            readings.Take(step.Count);
        }
        return readings.ToRun();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="text">All of it.</param>
    public static MemoryRun Read(string text)
    {
        double[][] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())];
        return new([.. lines[1..].Select(line => line[0])], [.. lines[1..].Select(line => line[1])], [.. lines[1..].Select(line => line[2])], lines[0][0]);
    }

    /// <summary>Writes it as numbers: the peak, then a line for each reading.</summary>
    /// <param name="output">Where to.</param>
    public void Write(TextWriter output)
    {
        output.WriteLine(Peak.ToString(CultureInfo.InvariantCulture));
        foreach (var (step, bytes, tensors) in Steps.Zip(Resident, Tensors))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step} {bytes} {tensors}"));
    }

    /// <summary>By how much the last reading is above <see cref="Settled"/>, in percent.</summary>
    public double GrowthInPercent => 100 * ((Resident[^1] / Settled(Steps, Resident)) - 1);

    /// <summary>The first reading after a tenth of the steps, when all buffers have been made.</summary>
    /// <param name="steps">Steps after which it was read.</param>
    /// <param name="values">What was read.</param>
    public static double Settled(IReadOnlyList<double> steps, IReadOnlyList<double> values) => values.Zip(steps).First(reading => reading.Second >= steps[^1] / 10).First;
}
