namespace MMPareto.Runs.Comparisons;

/// <summary>The file of a comparison, <c>comparison.json</c> in its folder.</summary>
public static class ComparisonFile
{
    /// <summary>Name of the file in the comparison's folder.</summary>
    public const string Name = "comparison.json";

    /// <summary>Writes it, whole or not at all.</summary>
    /// <param name="folder">The comparison's folder.</param>
    /// <param name="comparison">The comparison.</param>
    public static void Write(string folder, ComparisonRecord comparison) =>
        RecordFile.Write(Path.Combine(folder, Name), comparison, RunJson.Files.ComparisonRecord);

    /// <summary>Reads it.</summary>
    /// <param name="folder">The comparison's folder.</param>
    /// <exception cref="RunFolderException">It is missing, cannot be understood, or has another schema.</exception>
    public static ComparisonRecord Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        var comparison = RecordFile.Read(path, RunJson.Files.ComparisonRecord, "this is no comparison, or it has not been summed up");
        return comparison.Schema == ComparisonRecord.CurrentSchema ? comparison : throw new RunFolderException(
            $"{path}: schema must be {ComparisonRecord.CurrentSchema}; got {comparison.Schema}. " +
            "Read it with the version of MMPareto that wrote it.");
    }
}
