using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MMPareto.Data.Manifests.Labels;
using MMPareto.Data.Manifests.Onnx;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests;

/// <summary>All that turns rows of a manifest into inputs, and outputs into classes: <c>preprocessing.json</c>.</summary>
public sealed record ManifestPreprocessing
{
    private const int MessageRoom = 400;

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The most bytes of the file, and of the description of an exported model: those of some two million words or names of classes.</summary>
    public const long LargestFile = 32L << 20;

    /// <summary>The version of the format that is written and read.</summary>
    public const int CurrentSchema = 2;

    /// <summary>Version of the format.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>What makes the input of each modality, in the model's order.</summary>
    public required IReadOnlyList<Preprocessor> Inputs { get; init; }

    /// <summary>What is predicted, in the order of the model's targets.</summary>
    public required IReadOnlyList<ManifestLabel> Labels { get; init; }

    /// <summary>The column that names samples; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>Paths of the networks.</summary>
    [JsonIgnore]
    public IEnumerable<string> NetworkFiles => Inputs.OfType<OnnxPreprocessor>().Select(network => network.Model);

    /// <summary>All of the file, as <see cref="Read"/> reads it.</summary>
    /// <exception cref="DataException">It would be longer than <see cref="LargestFile"/>.</exception>
    public byte[] ToJson()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, Format);
        return json.Length <= LargestFile ? json : throw new DataException(
            $"data.manifest: its words and names of classes must take at most {LargestFile} bytes; got {json.Length}. Leave out columns whose values are nearly all different.");
    }

    /// <summary>Reads the file. Networks are where it says, or beside it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="ownFilesOnly">Whether networks must be beside it, as in an exported folder.</param>
    /// <exception cref="DataException">It is missing, or not what <see cref="ToJson"/> gave.</exception>
    public static ManifestPreprocessing Read(string path, bool ownFilesOnly = false)
    {
        try
        {
            FileContent.Require(path);
            using var stream = File.OpenRead(path);
            if (stream.Length > LargestFile) throw new DataException($"{path} must have at most {LargestFile} bytes; got {stream.Length}.");
            var read = JsonSerializer.Deserialize<ManifestPreprocessing>(stream, Format);
            if (read is not { Schema: CurrentSchema })
                throw new DataException($"{path} must have schema {CurrentSchema}; got {read?.Schema}. Read it with the program that made it, or train again.");
            DescriptionRules.Require(path, read);
            return read.Beside(path, ownFilesOnly);
        }
        catch (JsonException e)
        {
            throw new DataException($"{path} must be the preprocessing of a run on a manifest: {JsonReason.Of(e)}", e);
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ArgumentException)
        {
            throw new DataException($"{path} must be the preprocessing of a run on a manifest: {CellText.Shown(e.Message, MessageRoom)}", e);
        }
    }

    /// <summary>The same with networks in another folder.</summary>
    /// <param name="folder">The folder, which must exist.</param>
    /// <returns>What to write there: it names the copies, without a folder.</returns>
    /// <exception cref="DataException">A network is gone, or another than that of the run.</exception>
    public ManifestPreprocessing WithNetworksIn(string folder)
    {
        Dictionary<string, string> copies = [];
        return this with { Inputs = [.. Inputs.Select(input => input is OnnxPreprocessor network ? network with { Model = CopyOf(network) } : input)] };

        string CopyOf(OnnxPreprocessor network)
        {
            if (copies.TryGetValue(network.Sha256, out var copy)) return copy;
            copies[network.Sha256] = $"{network.Name}.onnx";
            OnnxModels.Copy(network.Model, network.Sha256, Path.Join(folder, copies[network.Sha256]));
            return copies[network.Sha256];
        }
    }

    private ManifestPreprocessing Beside(string path, bool ownFilesOnly)
    {
        return this with { Inputs = [.. Inputs.Select(input => input is OnnxPreprocessor network ? network with { Model = FullPath(network.Model) } : input)] };

        string FullPath(string model)
        {
            if (!ownFilesOnly && Path.IsPathFullyQualified(model)) return model;
            return Path.GetFileName(model) == model && model is not ("" or "." or "..")
                ? Path.Join(Path.GetDirectoryName(Path.GetFullPath(path)), model)
                : throw new DataException($"{path} must name networks that are files beside it{(ownFilesOnly ? "" : ", or by their full paths")}; got '{CellText.Shown(model)}'.");
        }
    }
}
