using System.Text.Json.Serialization;

namespace MMPareto.Runs;

/// <summary>The versions of the software that made a run.</summary>
public sealed record VersionsRecord
{
    /// <summary>Version of this library.</summary>
    [JsonPropertyName("mmpareto")]
    public required string MMPareto { get; init; }

    /// <summary>Version of TorchSharp.</summary>
    [JsonPropertyName("torchsharp")]
    public required string TorchSharp { get; init; }

    /// <summary>Version of libtorch, with its backend, for example <c>2.10.0+cpu</c>.</summary>
    [JsonPropertyName("libtorch")]
    public required string LibTorch { get; init; }

    /// <summary>Version of the .NET runtime.</summary>
    [JsonPropertyName("dotnet")]
    public required string DotNet { get; init; }
}
