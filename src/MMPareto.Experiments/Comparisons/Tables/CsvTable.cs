using System.Globalization;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons.Tables;

/// <summary>Writes <c>comparison.csv</c>: a line a method, fractions from 0 to 1 with all their digits; empty is what is not
/// known.</summary>
public static class CsvTable
{
    /// <summary>The text of the file.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Write(ComparisonRecord comparison)
    {
        (string Name, Func<ComparedMethodRecord, string> Cell)[] columns =
        [
            ("method", method => method.Name),
            ("seeds", method => method.Runs.Count(run => run.Folder is not null).ToString(CultureInfo.InvariantCulture)),
            .. new[] { comparison.Main }.Concat(comparison.Heads)
                .SelectMany(output => Mean($"accuracy.{output}", method => method.Accuracy.GetValueOrDefault(output))),
            .. Mean("macro_f1", method => method.MacroF1),
            .. Mean("last_epoch_accuracy", method => method.LastEpochAccuracy),
            .. Mean("validation_accuracy", method => method.ValidationAccuracy),
            .. Difference(),
            .. comparison.Methods.SelectMany(method => method.Encoders.Keys).Distinct().SelectMany(Conflict),
            ("tuned", method => string.Join(' ', method.Tuning?.Chosen ?? [])),
            ("refused", method => method.Refused ?? ""),
        ];
        var lines = comparison.Methods.Select(method => columns.Select(column => column.Cell(method)))
            .Prepend(columns.Select(column => column.Name));
        return string.Concat(lines.Select(line => string.Join(',', line.Select(Quote)) + "\n"));
    }

    private static (string, Func<ComparedMethodRecord, string>)[] Mean(string name, Func<ComparedMethodRecord, MeanRecord?> mean) =>
    [
        ($"{name}.mean", method => Text(mean(method)?.Mean)),
        ($"{name}.sd", method => Text(mean(method)?.StandardDeviation)),
    ];

    private static (string, Func<ComparedMethodRecord, string>)[] Difference() =>
    [
        ("pairs", method => method.Difference?.Count.ToString(CultureInfo.InvariantCulture) ?? ""),
        ("difference", method => Text(method.Difference?.Mean)),
        ("t_low", method => Text(method.Difference?.PairedInterval?.Low)),
        ("t_high", method => Text(method.Difference?.PairedInterval?.High)),
        ("bootstrap_low", method => Text(method.Difference?.BootstrapInterval?.Low)),
        ("bootstrap_high", method => Text(method.Difference?.BootstrapInterval?.High)),
        ("p", method => Text(method.Difference?.PValue)),
        ("holm_p", method => Text(method.Difference?.HolmPValue)),
        ("effect_size", method => Text(method.Difference?.EffectSize)),
        ("verdict", method => method.Difference?.Verdict ?? ""),
    ];

    private static (string, Func<ComparedMethodRecord, string>)[] Conflict(string encoder) =>
    [
        ($"conflict_rate.{encoder}", method => Text(method.Encoders.GetValueOrDefault(encoder)?.ConflictRate)),
        ($"mean_cosine.{encoder}", method => Text(method.Encoders.GetValueOrDefault(encoder)?.MeanCosine)),
    ];

    /// <summary>A number with all its digits; empty when it is not known.</summary>
    internal static string Text(double? number) => number is { } known && double.IsFinite(known) ? known.ToString("R", CultureInfo.InvariantCulture) : "";

    /// <summary>A cell, in quotation marks where it needs them. Text that a spreadsheet would take for a formula stays as it is: the table is data, and all of
    /// its texts are names and settings of this program.</summary>
    internal static string Quote(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
