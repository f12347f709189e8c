using System.Globalization;
using MMPareto.Runs;
using MMPareto.Training.Checkpoints;
using TorchSharp;

namespace MMPareto.Experiments.Building;

/// <summary>What who goes on with a run should know.</summary>
internal static class ResumeNotes
{
    /// <param name="state">Where it goes on; null at the beginning.</param>
    /// <param name="torn">Names of files whose last line was cut off.</param>
    /// <param name="before">What it was made with and on; null when that was not written yet.</param>
    public static IEnumerable<string> Of(StateManifest? state, IReadOnlyList<string> torn, EnvironmentRecord? before)
    {
        yield return state switch
        {
            null => "Nothing was saved yet; training begins anew in the same folder.",
            { StepOfEpoch: 0 } => string.Create(CultureInfo.InvariantCulture, $"Going on after epoch {state.Epoch}."),
            _ => string.Create(CultureInfo.InvariantCulture, $"Going on in epoch {state.Epoch + 1} after step {state.StepOfEpoch}."),
        };
        if (torn.Count > 0) yield return $"{string.Join(" and ", torn)} ended in half a line; it was cut off, and is written again.";
        if (before is null) yield break;
        (string What, string Was, string Is)[] parts =
        [
            ("MMPareto", before.Versions.MMPareto, Version(typeof(ResumeNotes))),
            ("TorchSharp", before.Versions.TorchSharp, Version(typeof(torch))),
            ("processor", before.Cpu, EnvironmentBuilder.ProcessorName()),
        ];
        foreach (var (what, was, now) in parts.Where(part => part.Was != part.Is))
            yield return $"The run was begun with {what} {was} and goes on with {now}: its results may differ in their last digits from those of a run that was not cut off.";
    }

    private static string Version(Type type) => EnvironmentBuilder.VersionOf(type.Assembly);
}
