using System.Globalization;
using MMPareto.Runs;

namespace MMPareto.Cli.Display;

/// <summary>The main output for each set of modalities that samples have, as lines of text.</summary>
internal static class PatternTable
{
    /// <summary>The lines; none when all samples have all modalities.</summary>
    /// <param name="scores">Where they come from.</param>
    /// <param name="room">Most characters in a line.</param>
    public static IEnumerable<string> Lines(EvaluationRecord scores, int room)
    {
        if (scores.Patterns is not { } patterns) yield break;
        string[] counts = [.. patterns.Values.Select(pattern => pattern.Samples.ToString("N0", CultureInfo.InvariantCulture))];
        var countWidth = Math.Max("samples".Length, counts.Max(count => count.Length));
        var metric = scores.Fused.MainMetric;
        var scoreWidth = Math.Max(metric.Length, 8);
        var nameWidth = Math.Min(Math.Max("samples with".Length, patterns.Keys.Max(name => name.Length)), Math.Max(12, room - countWidth - scoreWidth - 6));
        yield return "";
        yield return $"  {"samples with".PadRight(nameWidth)}  {"samples".PadLeft(countWidth)}  {metric.PadLeft(scoreWidth)}";
        foreach (var ((name, pattern), count) in patterns.Zip(counts))
        {
            var shown = name.Length <= nameWidth ? name : name[..(nameWidth - 1)] + "~";
            yield return $"  {shown.PadRight(nameWidth)}  {count.PadLeft(countWidth)}  {PercentText.Of(pattern.Main).PadLeft(scoreWidth)}";
        }
    }
}
