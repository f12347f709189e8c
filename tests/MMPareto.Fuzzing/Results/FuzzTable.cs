using System.Text;

namespace MMPareto.Fuzzing.Results;

/// <summary>The table as text, of which Markdown makes a table too.</summary>
internal static class FuzzTable
{
    /// <summary>A heading and a row a target.</summary>
    /// <param name="targets">The targets.</param>
    public static string Text(IReadOnlyList<TargetRecord> targets)
    {
        var text = new StringBuilder()
            .Append("| target | cases | read | messages | with a place | findings | slowest ms | most allocated MiB | peak MiB |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var t in targets)
        {
            text.Append(FormattableString.Invariant($"| {t.Target} | {t.Cases} | {t.Accepted} | {t.Messages} | {t.WithPlace} | {t.Findings} "))
                .Append(FormattableString.Invariant($"| {t.SlowestMilliseconds} | {t.MostAllocatedMiB} | {t.PeakMiB} |\n"));
        }
        return text.ToString();
    }

    /// <summary>A heading and a row a large input.</summary>
    /// <param name="inputs">The inputs.</param>
    public static string Text(IReadOnlyList<LargeRecord> inputs)
    {
        var text = new StringBuilder().Append("| input | MiB | what came of it | seconds | peak MiB |\n|---|---|---|---|---|\n");
        foreach (var input in inputs)
            text.Append(FormattableString.Invariant($"| {input.Name} | {input.MiB} | {input.Outcome.ToLowerInvariant()} | {input.Seconds} | {input.PeakMiB} |\n"));
        return text.ToString();
    }
}
