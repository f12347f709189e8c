using System.Globalization;
using MMPareto.Experiments.Diagnostics;
using MMPareto.Runs.Diagnostics;

namespace MMPareto.Cli.Display;

/// <summary>What was found out about a run, as lines of text.</summary>
internal static class DiagnosticsTable
{
    /// <summary>The lines of the parts measured this time.</summary>
    /// <param name="record">What was found out.</param>
    /// <param name="parts">The parts to show.</param>
    /// <param name="missing">Stands for what could not be measured.</param>
    public static IEnumerable<string> Lines(DiagnosticsRecord record, DiagnosticParts parts, string missing)
    {
        IEnumerable<string> lines = [];
        if (parts.HasFlag(DiagnosticParts.Noise)) lines = lines.Concat(Noise(record.GradientNoise!, missing));
        if (parts.HasFlag(DiagnosticParts.Probe)) lines = lines.Concat(Probes(record.Probes!));
        if (parts.HasFlag(DiagnosticParts.Shapley)) lines = lines.Concat(Shapley(record.Contributions!));
        if (parts.HasFlag(DiagnosticParts.Landscape)) lines = lines.Concat(Landscape(record.Landscape!));
        return lines;
    }

    private static IEnumerable<string> Noise(IReadOnlyDictionary<string, GradientNoiseRecord> noise, string missing)
    {
        var first = noise.Values.First();
        yield return $"gradient noise, {first.Batches} mini-batches of {first.BatchSize}:";
        List<string[]> rows = [["encoder", "loss", "mean norm", "variance", "norm of mean", "trace", "cosine"]];
        foreach (var (encoder, record) in noise)
            foreach (var (loss, each) in record.Losses)
                rows.Add([
                    encoder, loss, Number(each.MeanNorm), Number(each.NormVariance), Number(each.NormOfMean), Number(each.CovarianceTrace),
                    record.Cosines.Average() is { } cosine && loss == record.Losses.Keys.First() ? Number(cosine) : missing,
                ]);
        foreach (var line in Aligned(rows, 2)) yield return line;
    }

    private static IEnumerable<string> Probes(IReadOnlyDictionary<string, ProbeRecord> probes) =>
        Aligned(
        [
            ["encoder", "training", "validation", "test"],
            .. probes.Select(probe => (string[])[
                probe.Key, Percent(probe.Value.TrainAccuracy), Percent(probe.Value.ValidationAccuracy), Percent(probe.Value.TestAccuracy)]),
        ], 1).Prepend($"linear probe, fitted on {probes.Values.First().Samples} samples, accuracy:");

    private static IEnumerable<string> Shapley(ContributionRecord record)
    {
        yield return $"contribution to the fused accuracy, {record.Samples} test samples:";
        string[][] rows =
        [
            ["inputs", "accuracy"], .. record.Subsets.Select(subset => (string[])[subset.Key, Percent(subset.Value)]),
            ["modality", "Shapley"], .. record.Shapley.Select(value => (string[])[value.Key, Percent(value.Value)]),
        ];
        foreach (var line in Aligned(rows, 1)) yield return line;
    }

    private static IEnumerable<string> Landscape(LandscapeRecord record)
    {
        var middle = record.Positions.Count / 2;
        var all = record.Losses.SelectMany(row => row).Where(double.IsFinite).DefaultIfEmpty(double.NaN).ToArray();
        yield return $"loss around the solution, {record.Samples} {record.Split} samples:";
        yield return $"  at the solution {Number(record.Losses[middle][middle])}, lowest {Number(all.Min())}, highest {Number(all.Max())}";
    }

    /// <summary>Lines with columns of equal width; the first columns begin left, the rest end right.</summary>
    private static IEnumerable<string> Aligned(IReadOnlyList<string[]> rows, int left)
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        return rows.Select(row => "  " + string.Join("  ", row.Select((cell, column) =>
            column < left ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))));
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:F2} %");
}
