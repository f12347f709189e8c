using System.Text.Json.Serialization;

namespace MMPareto.Data.Manifests.Preprocessing;

/// <summary>All columns of numbers and categories as one modality.</summary>
/// <remarks>The numbers first, each with its indicator behind it where it has one; then the codes of the categories.</remarks>
public sealed record TablePreprocessor : Preprocessor
{
    /// <summary>The columns of numbers.</summary>
    public required IReadOnlyList<NumberColumn> Numbers { get; init; }

    /// <summary>The columns of categories.</summary>
    public required IReadOnlyList<CategoryColumn> Categories { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns =>
        field ??= [.. Numbers.Select(column => column.Name), .. Categories.Select(column => column.Name)];

    /// <inheritdoc/>
    [JsonIgnore]
    public override Modality Modality =>
        field ??= new(Name, [Numbers.Sum(column => column.HasIndicator ? 2 : 1) + Categories.Count])
        {
            Kind = ModalityKind.Table,
            CodeCounts = [.. Categories.Select(column => column.Values.Count + 1)],
        };

    /// <summary>Fits it.</summary>
    /// <param name="name">Name of the modality.</param>
    /// <param name="columns">Columns of numbers and categories.</param>
    /// <param name="rows">The training rows.</param>
    /// <exception cref="DataException">A cell is no finite number where it must be one.</exception>
    public static TablePreprocessor Fit(string name, IEnumerable<ManifestColumn> columns, IReadOnlyList<CellRow> rows)
    {
        var byKind = columns.ToLookup(column => column.Kind, column => column.Name);
        return new()
        {
            Name = name,
            Numbers = [.. byKind[ColumnKind.Number].Select(column => NumberColumn.Fit(column, rows))],
            Categories = [.. byKind[ColumnKind.Category].Select(column => CategoryColumn.Fit(column, rows))],
        };
    }

    /// <inheritdoc/>
    public override void Read(CellRow row, Span<float> destination)
    {
        var i = 0;
        foreach (var column in Numbers)
        {
            var value = column.Standardised(row);
            destination[i++] = value ?? 0;
            if (column.HasIndicator) destination[i++] = value is null ? 1 : 0;
        }
        foreach (var column in Categories) destination[i++] = column.CodeOf(row[column.Name]);
    }
}
