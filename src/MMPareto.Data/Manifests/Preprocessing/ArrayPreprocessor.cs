using System.Text.Json.Serialization;
using MMPareto.Data.Arrays;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>A column of .npy files. Arrays [t, features] may differ in t: they are cut, or filled up with zeros.</summary>
public sealed record ArrayPreprocessor : FilePreprocessor
{
    private const int Looked = 200;
    private const int LongestSequence = 512;

    /// <summary>Shape of a sample.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override Modality Modality =>
        new(Name, Shape) { Kind = Shape.Count == 2 ? ModalityKind.Sequence : ModalityKind.Plain };

    /// <summary>Fits it: the shape is that of the first file; where that is [t, features], t is the longest of the first 200, up to 512.</summary>
    /// <param name="name">Name of the modality.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="rows">Training rows that have an array.</param>
    public static ArrayPreprocessor Fit(string name, string column, IReadOnlyList<CellRow> rows)
    {
        IReadOnlyList<long>[] shapes =
            [.. rows.Take(Looked).Select(row => row.Located(column, () => NpyFile.ReadShape(row.PathIn(column))))];
        var first = shapes[0];
        return new()
        {
            Name = name,
            Column = column,
            Shape = first.Count != 2 ? first : [Math.Min(LongestSequence, shapes.Where(shape => shape.Count == 2).Max(shape => shape[0])), first[1]],
        };
    }

    /// <inheritdoc/>
    protected override void ReadFiles(CellRow row, Span<float> destination)
    {
        var path = row.PathIn(Column);
        var shape = NpyFile.ReadShape(path);
        if (Shape.Count != 2 || shape.Count != 2 || shape[1] != Shape[1] || shape[0] == Shape[0])
        {
            NpyFile.ReadInto(path, Shape, destination);
            return;
        }
        var values = NpyFile.Read(path).Values.Span;
        var count = Math.Min(values.Length, destination.Length);
        values[..count].CopyTo(destination);
        destination[count..].Clear();
    }
}
