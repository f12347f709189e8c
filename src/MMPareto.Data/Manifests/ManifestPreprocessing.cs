using System.Text.Encodings.Web;
using System.Text.Json;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests;

/// <summary>All that turns rows of a manifest into inputs, and outputs into classes: <c>preprocessing.json</c>.</summary>
public sealed record ManifestPreprocessing
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Version of the format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What makes the input of each modality, in the model's order.</summary>
    public required IReadOnlyList<Preprocessor> Inputs { get; init; }

    /// <summary>The column of the label.</summary>
    public required string Label { get; init; }

    /// <summary>The column that names samples; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>Names of the classes, in the order of the outputs.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where to; must not exist.</param>
    public void Write(string path)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        JsonSerializer.Serialize(stream, this, Format);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="DataException">It is missing, or not what <see cref="Write"/> wrote.</exception>
    public static ManifestPreprocessing Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var read = JsonSerializer.Deserialize<ManifestPreprocessing>(stream, Format);
            return read is { Schema: 1 } ? read : throw new DataException($"{path} must have schema 1; got {read?.Schema}. Read it with a newer program.");
        }
        catch (Exception e) when (e is JsonException or IOException or NotSupportedException or ArgumentException)
        {
            throw new DataException($"{path} must be the preprocessing of a run on a manifest: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
