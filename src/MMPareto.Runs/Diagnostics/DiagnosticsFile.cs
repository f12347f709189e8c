namespace MMPareto.Runs.Diagnostics;

/// <summary>What was found out about a run on request, <c>diagnostics.json</c> in its folder.</summary>
public static class DiagnosticsFile
{
    /// <summary>Writes it, whole or not at all.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="diagnostics">What was found out.</param>
    public static void Write(RunFolder run, DiagnosticsRecord diagnostics) =>
        RecordFile.Write(run.DiagnosticsFile, diagnostics, RunJson.Files.DiagnosticsRecord);

    /// <summary>Reads it.</summary>
    /// <param name="run">The run folder.</param>
    /// <returns>Null when nothing was asked for so far.</returns>
    /// <exception cref="RunFolderException">It cannot be understood, or has another schema.</exception>
    public static DiagnosticsRecord? Read(RunFolder run)
    {
        if (!File.Exists(run.DiagnosticsFile)) return null;
        var diagnostics = RecordFile.Read(run.DiagnosticsFile, RunJson.Files.DiagnosticsRecord, "nothing was asked for");
        if (diagnostics.Landscape is { } landscape && (landscape.Positions.Count == 0 || landscape.Losses.Count != landscape.Positions.Count
            || landscape.Losses.Any(row => row.Count != landscape.Positions.Count)))
            throw new RunFolderException($"{run.DiagnosticsFile}: landscape.losses must have a row and a column for each of landscape.positions, one at least; got others. Diagnose the run again.");
        return diagnostics.Schema == DiagnosticsRecord.CurrentSchema ? diagnostics : throw new RunFolderException(
            $"{run.DiagnosticsFile}: schema must be {DiagnosticsRecord.CurrentSchema}; got {diagnostics.Schema}. " +
            "Read it with the version of MMPareto that wrote it.");
    }
}
