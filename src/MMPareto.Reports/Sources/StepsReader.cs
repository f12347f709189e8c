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
                foreach (var (name, record) in step.Encoders)
                {
                    if (!encoders.TryGetValue(name, out var steps)) encoders.Add(name, steps = new());
                    if (encoders.Count > MostEncoders) throw new RunFolderException($"gradients.jsonl must be of {MostEncoders} encoders at most; got more.");
                    steps.Add(step.Step, record);
                }
                lines++;
            }
        }
        catch (RunFolderException)
        {
            notes.Add($"Line {Number.Whole(lines + 1)} of gradients.jsonl cannot be read; the steps from there on are left out.");
        }
        return [.. encoders];
    }
}
