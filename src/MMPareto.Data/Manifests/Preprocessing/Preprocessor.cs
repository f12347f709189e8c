using System.Text.Json.Serialization;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>Makes the input of one modality from the cells of a row. Fitted on the training rows, and kept with the run.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TablePreprocessor), "table")]
[JsonDerivedType(typeof(TextPreprocessor), "text")]
[JsonDerivedType(typeof(ImagePreprocessor), "image")]
[JsonDerivedType(typeof(FramesPreprocessor), "frames")]
[JsonDerivedType(typeof(AudioPreprocessor), "audio")]
[JsonDerivedType(typeof(ArrayPreprocessor), "array")]
[JsonDerivedType(typeof(OnnxPreprocessor), "onnx")]
public abstract record Preprocessor
{
    /// <summary>Name of the modality.</summary>
    public required string Name { get; init; }

    /// <summary>The columns that it reads.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>What it makes.</summary>
    [JsonIgnore]
    public abstract Modality Modality { get; }

    /// <summary>Whether a row has the modality: some of the cells is not empty.</summary>
    /// <param name="row">The row.</param>
    public bool Has(CellRow row) => Columns.Any(column => row[column].Length > 0);

    /// <summary>Opens what reading needs besides the rows, so that what is wrong with it is told before the first one. By default nothing.</summary>
    /// <exception cref="DataException">It is missing or bad.</exception>
    public virtual void Prepare()
    {
    }

    /// <summary>Writes the input of a row that has the modality.</summary>
    /// <param name="row">The row.</param>
    /// <param name="destination">As many values as the modality has; may hold anything before.</param>
    /// <exception cref="DataException">A cell or its file is not as it must be; the message names row and column.</exception>
    public abstract void Read(CellRow row, Span<float> destination);

    /// <summary>Writes the input of a row that has the modality as training sees it: by default as it is.</summary>
    /// <param name="row">The row.</param>
    /// <param name="random">Made of seed, epoch, sample and modality; equal generators give equal values.</param>
    /// <param name="destination">As many values as the modality has; may hold anything before.</param>
    /// <exception cref="DataException">A cell or its file is not as it must be; the message names row and column.</exception>
    public virtual void ReadAugmented(CellRow row, CounterRandom random, Span<float> destination) => Read(row, destination);
}
