using System.Text.Json.Serialization;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>Makes an input from the files that the cells of one column name.</summary>
public abstract record FilePreprocessor : Preprocessor
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [Column];

    /// <inheritdoc/>
    public override void Read(CellRow row, Span<float> destination)
    {
        try
        {
            ReadFiles(row, destination);
        }
        catch (DataException e)
        {
            throw row.Located(Column, e);
        }
    }

    /// <inheritdoc/>
    public override void ReadAugmented(CellRow row, CounterRandom random, Span<float> destination)
    {
        try
        {
            ReadFiles(row, random, destination);
        }
        catch (DataException e)
        {
            throw row.Located(Column, e);
        }
    }

    /// <summary>Writes the input as training sees it: by default as it is.</summary>
    /// <param name="row">The row.</param>
    /// <param name="random">Made of seed, epoch, sample and modality.</param>
    /// <param name="destination">As many values as the modality has; may hold anything before.</param>
    protected virtual void ReadFiles(CellRow row, CounterRandom random, Span<float> destination) => ReadFiles(row, destination);

    /// <summary>Writes the input of a row that has the modality.</summary>
    /// <param name="row">The row.</param>
    /// <param name="destination">As many values as the modality has; may hold anything before.</param>
    protected abstract void ReadFiles(CellRow row, Span<float> destination);
}
