using System.Text;
using MMPareto.Data.Manifests.Files;

namespace MMPareto.Data.Manifests;

/// <summary>Reads manifests: CSV, TSV, JSON lines and Parquet, by the ending of the name.</summary>
public static class ManifestFile
{
    /// <summary>Endings of names, with the dot.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"];

    /// <summary>Whether a path looks like that of a manifest.</summary>
    /// <param name="path">A path.</param>
    public static bool IsOne(string path) => Endings.Contains(Ending(path));

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing, or no manifest; the message names file and line.</exception>
    public static ManifestTable Read(string path)
    {
        if (!IsOne(path))
            throw new DataException($"{path} must be a manifest whose name ends in {string.Join(", ", Endings)}; got '{Ending(path)}'.");
        if (!File.Exists(path))
            throw new DataException($"{path} must be a file; got {(Directory.Exists(path) ? "a folder" : "none of that name")}.");
        FileContent.Require(path);
        try
        {
            var table = Ending(path) switch
            {
                ".csv" or ".tsv" => DelimitedFile.Read(path),
                ".parquet" => ParquetFile.Read(path),
                _ => JsonLinesFile.Read(path),
            };
            return table.Count > 0 ? table : throw new DataException($"{path} must have a row a sample below the names of columns; got none.");
        }
        catch (DecoderFallbackException e)
        {
            throw new DataException($"{path}:{TextFile.BadLine(path)} must be text in UTF-8; got bytes that are not. Save it as UTF-8.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be read: {CellText.Shown(e.Message, 200)}", e);
        }
    }

    private static string Ending(string path) => Path.GetExtension(path).ToLowerInvariant();
}
