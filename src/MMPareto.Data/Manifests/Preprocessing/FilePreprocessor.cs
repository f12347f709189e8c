using System.Buffers;
using System.Text.Json.Serialization;
using MMPareto.Data.Caching;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>Makes an input from the files that the cells of one column name.</summary>
public abstract record FilePreprocessor : Preprocessor
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>Where what was decoded is kept; null for nowhere.</summary>
    [JsonIgnore]
    public DecodeCache? Cache { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [Column];

    /// <inheritdoc/>
    public override void Read(CellRow row, Span<float> destination)
    {
        try
        {
            ReadFiles(row, destination);
            RequireStillInside(row);
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
            RequireStillInside(row);
        }
        catch (DataException e)
        {
            throw row.Located(Column, e);
        }
    }

    /// <summary>Looks again at the links, of which one may have been put in place since the paths were made.</summary>
    private void RequireStillInside(CellRow row) => _ = row.PathsIn(Column);

    /// <summary>Writes the input as training sees it: by default as it is.</summary>
    /// <param name="row">The row.</param>
    /// <param name="random">Made of seed, epoch, sample and modality.</param>
    /// <param name="destination">As many values as the modality has; may hold anything before.</param>
    protected virtual void ReadFiles(CellRow row, CounterRandom random, Span<float> destination) => ReadFiles(row, destination);

    /// <summary>Decodes a file, or takes what was decoded before. Nothing is kept of a file that a link has led out to meanwhile.</summary>
    /// <param name="row">The row.</param>
    /// <param name="path">The file, of a cell of <see cref="Column"/>.</param>
    /// <param name="settings">All that decides the values besides the file.</param>
    /// <param name="destination">Receives the values.</param>
    /// <param name="decode">Decodes it.</param>
    protected void Decode(CellRow row, string path, string settings, Span<float> destination, SpanAction<float, string> decode)
    {
        FileContent.Require(path);
        if (Cache is null) DecodeInside(destination, path);
        else Cache.Read(path, settings, destination, DecodeInside);

        void DecodeInside(Span<float> values, string file)
        {
            decode(values, file);
            row.Inside(Column, file);
        }
    }

    /// <summary>Writes the input of a row that has the modality.</summary>
    /// <param name="row">The row.</param>
    /// <param name="destination">As many values as the modality has; may hold anything before.</param>
    protected abstract void ReadFiles(CellRow row, Span<float> destination);
}
