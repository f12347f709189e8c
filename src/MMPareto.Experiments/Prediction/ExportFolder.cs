using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Runs;

namespace MMPareto.Experiments.Prediction;

/// <summary>The files of an exported model.</summary>
/// <param name="path">The folder.</param>
internal sealed class ExportFolder(string path)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // no browser reads it as HTML
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The configuration of the run, without paths.</summary>
    public string ConfigFile => Path.Join(path, "config.yaml");

    /// <summary>What the model reads and says, an <see cref="ExportRecord"/>.</summary>
    public string ModelFile => Path.Join(path, "model.json");

    /// <summary>The weights; their manifest stands beside them.</summary>
    public string WeightsFile => Path.Join(path, "weights.safetensors");

    /// <summary>What turns rows of a manifest into inputs; not of built-in data sets.</summary>
    public string PreprocessingFile => Path.Join(path, "preprocessing.json");

    /// <summary>The model card.</summary>
    public string CardFile => Path.Join(path, "README.md");

    /// <summary>Whether it holds an exported model.</summary>
    public bool IsExport => File.Exists(ModelFile);

    /// <summary>Refuses links that lead out of the folder.</summary>
    /// <exception cref="RunFolderException">There is one.</exception>
    public void RequireOwnFiles() =>
        OwnFiles.Require(path, [ModelFile, ConfigFile, PreprocessingFile, .. OwnFiles.OfWeights(WeightsFile)]);

    public void Write(ExportRecord record) => File.WriteAllBytes(ModelFile, JsonSerializer.SerializeToUtf8Bytes(record, Format));

    /// <exception cref="DataException">The file is not what <see cref="Write"/> wrote.</exception>
    public ExportRecord Read()
    {
        try
        {
            if (FileSize.Of(ModelFile) is null or 0 or > ManifestPreprocessing.LargestFile)
                throw new DataException($"{ModelFile} must be a file of 1 to {ManifestPreprocessing.LargestFile} bytes; got {FileSize.Of(ModelFile)?.ToString(CultureInfo.InvariantCulture) ?? "none"}.");
            var record = JsonSerializer.Deserialize<ExportRecord>(File.ReadAllBytes(ModelFile), Format);
            if (record is not { Schema: ExportRecord.CurrentSchema })
                throw new DataException($"{ModelFile} must have schema {ExportRecord.CurrentSchema}; got {record?.Schema}. Read it with the version of MMPareto that wrote it.");
            DescriptionRules.Require(ModelFile, record.Modalities, record.Labels);
            return record;
        }
        catch (JsonException e)
        {
            throw new DataException($"{ModelFile} must describe an exported model: {JsonReason.Of(e)} Export it again.", e);
        }
        catch (Exception e) when (e is IOException or NotSupportedException)
        {
            throw new DataException($"{ModelFile} must describe an exported model: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
