using MMPareto.Reports.Drawing;
using MMPareto.Runs;

namespace MMPareto.Reports.Sources;

/// <summary>Reads the recorded steps of a run into columns.</summary>
internal static class StepsReader
{
    private const int MostEncoders = 256;

    /// <summary>Reads them up to the end, or to a line that cannot be read, as when a run was cut off while it wrote.</summary>
    public static IReadOnlyList<KeyValuePair<string, EncoderSteps>> Read(RunReader reader, List<string> notes)
    {
        var encoders = new OrderedDictionary<string, EncoderSteps>(StringComparer.Ordinal);
        var lines = 0L;
        try
        {
            foreach (var step in reader.ReadSteps())
            {
                lines++;
                if (Problem(step, encoders) is { } problem)
                {
                    notes.Add($"Line {Number.Whole(lines)} of gradients.jsonl {problem}; the steps from there on are left out.");
                    break;
                }
                foreach (var (name, record) in step.Encoders)
                {
                    if (!encoders.TryGetValue(name, out var steps)) encoders.Add(name, steps = new());
                    steps.Add(step.Step, record);
                }
            }
        }
        catch (RunFolderException)
        {
            notes.Add($"Line {Number.Whole(lines + 1)} of gradients.jsonl cannot be read; the steps from there on are left out.");
        }
        return [.. encoders];
    }

    /// <summary>What makes a step one that no run has, and that would be many times as much in memory; null for none.</summary>
    private static string? Problem(StepRecord step, OrderedDictionary<string, EncoderSteps> encoders) =>
        encoders.Count + step.Encoders.Keys.Count(name => !encoders.ContainsKey(name)) > MostEncoders ? $"brings the encoders to more than {MostEncoders}"
        : step.Encoders.Any(encoder => (encoders.GetValueOrDefault(encoder.Key) ?? new()).IsTooUneven(encoder.Value)) ? "has many more or fewer rows than steps before it"
        : null;
}
