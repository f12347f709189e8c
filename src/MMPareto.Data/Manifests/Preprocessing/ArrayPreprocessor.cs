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

    /// <summary>Fits it: the shape is that of most of the first 200 files; where that is [t, features], t is the longest of them, up to 512.</summary>
    /// <param name="name">Name of the modality.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="rows">Training rows that have an array.</param>
    public static ArrayPreprocessor Fit(string name, string column, IReadOnlyList<CellRow> rows)
    {
        IReadOnlyList<long>[] shapes =
            [.. rows.Take(Looked).Select(row => row.Reading(column, row.PathIn, NpyFile.ReadShape))];
        var usual = shapes.GroupBy(Kind).MaxBy(group => group.Count())!;
        var first = usual.First();
        var shape = first.Count != 2 ? first : [Math.Min(LongestSequence, usual.Max(one => one[0])), first[1]];
        return shape.Count <= ArrayShape.MostDimensions && ArrayShape.Count(shape, ManifestLimits.MostValues) is > 0 ? new() { Name = name, Column = column, Shape = shape }
            : throw new DataException($"the arrays must have from 1 to {ManifestLimits.MostValues} values in at most {ArrayShape.MostDimensions} dimensions; got shape "
                + $"{CellText.Shown(ArrayShape.Text(shape))}.");
    }

    /// <summary>What arrays of one modality have in common: all sizes, but for the time of [t, features].</summary>
    private static string Kind(IReadOnlyList<long> shape) => shape.Count == 2 ? $"[t, {shape[1]}]" : ArrayShape.Text(shape);

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
        if (shape[0] == 0) throw new DataException($"{path}: expected an array [t, {Shape[1]}] of one moment at least; found none.");
        var values = NpyFile.Read(path).Values.Span;
        var count = Math.Min(values.Length, destination.Length);
        values[..count].CopyTo(destination);
        destination[count..].Clear();
    }
}
