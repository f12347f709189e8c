using MMPareto.Data;
using MMPareto.Experiments.Building;
using MMPareto.Runs;
using MMPareto.Runs.Diagnostics;
using MMPareto.Training.Diagnostics;

namespace MMPareto.Experiments.Diagnostics;

/// <summary>Finds out on request what a finished run has learned, and keeps it in <c>diagnostics.json</c> of its folder.</summary>
public static class Diagnosis
{
    private static readonly DiagnosticParts[] InOrder =
        [DiagnosticParts.Noise, DiagnosticParts.Probe, DiagnosticParts.Shapley, DiagnosticParts.Landscape];

    /// <summary>Measures what is asked for; the file is written after each part.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="request">What to find out.</param>
    /// <param name="report">Receives a sentence for each thing fetched, begun, dropped or left out.</param>
    /// <param name="stop">Ends it; parts that are done stay in the file.</param>
    /// <exception cref="ArgumentException">There is no such checkpoint, or the limit is below 1.</exception>
    /// <exception cref="DataException">The data is not the same as the run's.</exception>
    /// <exception cref="RunFolderException">An earlier <c>diagnostics.json</c> cannot be understood.</exception>
    public static DiagnosisResult Run(
        RunFolder run, DiagnosisRequest request, Action<string> report, CancellationToken stop = default)
    {
        if (request.Limit < 1) throw new ArgumentException($"limit must be at least 1; got {request.Limit}.", nameof(request));
        var before = DiagnosticsFile.Read(run);
        using var trained = TrainedRun.Open(run, request.Checkpoint, report, stop);
        var record = Kept(before, request, report);
        var measured = DiagnosticParts.None;
        foreach (var part in InOrder.Where(part => request.Parts.HasFlag(part)))
        {
            if (Refusal(part, trained, request) is { } refusal)
            {
                report($"{part.ToString().ToLowerInvariant()}: {refusal}");
                continue;
            }
            report($"Measuring {part.ToString().ToLowerInvariant()} ...");
            record = Measure(part, record, trained, request, stop);
            DiagnosticsFile.Write(run, record);
            measured |= part;
        }
        return new(measured == DiagnosticParts.None ? before : record, measured);
    }

    /// <summary>What an earlier time has found out about the same weights.</summary>
    private static DiagnosticsRecord Kept(DiagnosticsRecord? before, DiagnosisRequest request, Action<string> report)
    {
        if (before is not null && before.Checkpoint == request.Checkpoint) return before;
        if (before is not null)
            report($"diagnostics.json was of the {before.Checkpoint} checkpoint; what is measured now, of {request.Checkpoint}, replaces it.");
        return new DiagnosticsRecord { Checkpoint = request.Checkpoint };
    }

    /// <summary>Why a part cannot be measured, a sentence; null when it can.</summary>
    private static string? Refusal(DiagnosticParts part, TrainedRun trained, DiagnosisRequest request)
    {
        var model = trained.Model;
        if (!model.PredictsClasses && part is (DiagnosticParts.Probe or DiagnosticParts.Shapley))
            return "left out, as it counts right classes; this run predicts something else.";
        if (model.IsMultitask && part is (DiagnosticParts.Probe or DiagnosticParts.Shapley))
            return "left out, as it is for modalities; this run has several tasks on one trunk.";
        if (part == DiagnosticParts.Shapley && model.ModalityNames.Count > Contributions.MostModalities)
            return $"left out, as it takes at most {Contributions.MostModalities} modalities; this run has {model.ModalityNames.Count}.";
        var (size, samples) = (BatchSize(trained), Math.Min(trained.Data.Train.Count, request.Limit ?? int.MaxValue));
        if (part == DiagnosticParts.Noise && samples / size < 2)
            return $"left out, as it needs two mini-batches of {size} training samples; there are {samples}.";
        return null;
    }

    private static DiagnosticsRecord Measure(
        DiagnosticParts part, DiagnosticsRecord record, TrainedRun trained, DiagnosisRequest request, CancellationToken stop)
    {
        var (model, data, device) = (trained.Model, trained.Data, trained.Device);
        var seed = trained.Config.GetInteger("training.seed");
        int AtMost(int samples) => Math.Min(samples, request.Limit ?? samples);
        return part switch
        {
            DiagnosticParts.Noise => record with
            {
                GradientNoise = GradientNoise.Measure(model, data.Train, NoiseOptions(trained, request, seed), device, stop),
            },
            DiagnosticParts.Probe => record with
            {
                Probes = LinearProbes.Fit(model, data, AtMost(LinearProbes.DefaultSamples), seed, device, stop),
            },
            DiagnosticParts.Shapley => record with
            {
                Contributions = Contributions.Measure(model, data.Test, AtMost(int.MaxValue), seed, device, stop),
            },
            _ => record with
            {
                Landscape = LossLandscape.Measure(
                    model, data.Train, new() { Samples = AtMost(new LossLandscapeOptions().Samples), Seed = seed }, device, stop),
            },
        };
    }

    private static GradientNoiseOptions NoiseOptions(TrainedRun trained, DiagnosisRequest request, long seed)
    {
        var options = new GradientNoiseOptions
        {
            BatchSize = BatchSize(trained),
            Seed = seed,
            Workers = trained.Config.GetInteger("training.workers"),
        };
        return request.Limit is { } limit
            ? options with { Batches = Math.Min(options.Batches, limit / options.BatchSize) } : options;
    }

    private static int BatchSize(TrainedRun trained) => trained.Config.GetInteger("training.batch_size");
}
