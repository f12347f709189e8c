using MMPareto.Reports.Drawing;
using MMPareto.Runs;

namespace MMPareto.Reports.Sources;

/// <summary>Reads the recorded steps of a run into columns.</summary>
internal static class StepsReader
{
    /// <summary>Reads them up to the end, or to a line that cannot be read, as when a run was cut off while it wrote.</summary>
    public static IReadOnlyList<KeyValuePair<string, EncoderSteps>> Read(RunReader reader, List<string> notes)
    {
        var encoders = new List<KeyValuePair<string, EncoderSteps>>();
        var lines = 0L;
        try
        {
            foreach (var step in reader.ReadSteps())
            {
                foreach (var (name, record) in step.Encoders) Find(encoders, name).Add(step.Step, record);
                lines++;
            }
        }
        catch (RunFolderException)
        {
            notes.Add($"Line {Number.Whole(lines + 1)} of gradients.jsonl cannot be read; the steps from there on are left out.");
        }
        return encoders;
    }

    private static EncoderSteps Find(List<KeyValuePair<string, EncoderSteps>> encoders, string name)
    {
        foreach (var (known, steps) in encoders)
            if (known == name) return steps;
        encoders.Add(new(name, new EncoderSteps()));
        return encoders[^1].Value;
    }
}
