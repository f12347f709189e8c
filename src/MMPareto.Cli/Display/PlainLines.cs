using System.Globalization;
using MMPareto.Models;
using MMPareto.Runs;
using MMPareto.Training;

namespace MMPareto.Cli.Display;

/// <summary>A run as lines of <c>key=value</c>: fit for grep, the same for every method.</summary>
internal static class PlainLines
{
    /// <summary>The first line.</summary>
    public static string Of(TrainingPlan plan) => "run " + Join(
        ("method", plan.Method),
        ("modalities", string.Join(',', plan.Modalities)),
        ("train", Text(plan.TrainCount)),
        ("validation", Text(plan.ValidationCount)),
        ("test", Text(plan.TestCount)),
        ("parameters", Text(plan.ParameterCount)),
        ("epochs", Text(plan.Epochs)),
        ("steps", Text(plan.StepsPerEpoch)),
        ("threads", Text(plan.Threads)),
        ("precision", plan.Precision.Name()),
        ("device", plan.Device));

    /// <summary>The line of an epoch. Fractions are from 0 to 1; <c>-</c> is what is not measured.</summary>
    public static string Of(EpochRecord epoch, TimingRecord timing, bool isBest, int epochs) => Join(
        [
            ("epoch", $"{Text(epoch.Epoch)}/{Text(epochs)}"),
            ("train_loss", Fraction(epoch.Train.Fused.Loss)),
            (KeyOf(epoch.Validation.Fused), Fraction(epoch.Validation.Fused.Main)),
            .. epoch.Validation.Heads.Select(each => ($"{KeyOf(each.Value)}.{each.Key}", Fraction(each.Value.Main))),
            .. epoch.Encoders.Select(each => ($"conflict.{each.Key}", Fraction(each.Value.ConflictRate))),
            ("seconds", timing.Seconds.ToString("0.00", CultureInfo.InvariantCulture)),
            ("best", isBest ? "yes" : "no"),
        ]);

    private static string KeyOf(ScoreRecord score) => score.MainMetric switch
    {
        MetricNames.AveragePrecision => "val_map",
        MetricNames.RSquared => "val_r2",
        MetricNames.Score => "val_score",
        _ => "val_acc",
    };

    private static string Join(params (string Key, string Value)[] pairs) =>
        string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Fraction(double? value) =>
        value is { } known && double.IsFinite(known) ? known.ToString("0.0000", CultureInfo.InvariantCulture) : "-";
}
