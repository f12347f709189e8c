using System.Text.Json;
using MMPareto.Runs;

namespace MMPareto.Benchmarks.Results;

/// <summary>The file that keeps an answer.</summary>
internal static class ResultFile
{
    /// <summary>The file of a question in the repository.</summary>
    /// <param name="question">Its name.</param>
    public static string PathOf(string question) => Path.Combine(Repository.Results, $"{question}.json");

    /// <summary>Writes it, whole or not at all.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="record">The answer.</param>
    public static void Write(string path, QuestionRecord record)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.WriteText(path, JsonSerializer.Serialize(record, BenchmarkJson.Files.QuestionRecord) + "\n");
    }

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="BenchmarkException">It cannot be understood, or has another schema.</exception>
    public static QuestionRecord? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllText(path), BenchmarkJson.Files.QuestionRecord);
            return record?.Schema == QuestionRecord.CurrentSchema ? record : throw new BenchmarkException(
                $"{path}: schema must be {QuestionRecord.CurrentSchema}; got {record?.Schema}. Measure it again.");
        }
        catch (JsonException e)
        {
            throw new BenchmarkException($"{path}: must be the answer to a question; {e.Message}");
        }
    }
}
