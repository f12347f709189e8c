namespace MMPareto.Data.Manifests.Labels;

/// <summary>All label columns of a manifest.</summary>
/// <param name="columns">In the order of the manifest, at least one.</param>
internal sealed class LabelTable(IReadOnlyList<LabelColumn> columns)
{
    /// <summary>The columns, in the order of the manifest.</summary>
    public IReadOnlyList<LabelColumn> Columns { get; } = columns;

    /// <summary>The column by which parts keep their shares: the first of classes, else the first.</summary>
    public LabelColumn Main { get; } = columns.FirstOrDefault(column => column is ClassLabels) ?? columns[0];

    /// <summary>Reads them.</summary>
    /// <param name="table">The manifest.</param>
    /// <param name="columns">What its columns are.</param>
    /// <exception cref="DataException">A cell does not fit.</exception>
    public static LabelTable Read(ManifestTable table, IReadOnlyList<ManifestColumn> columns) =>
        new([.. columns.Where(column => column.Kind == ColumnKind.Label).Select(column => LabelColumn.Read(table, column))]);

    /// <summary>What is learnt from training rows.</summary>
    /// <param name="train">The training rows.</param>
    public IReadOnlyList<ManifestLabel> Fit(int[] train)
    {
        var names = InputNames.ForTargets(Columns.Select(column => column.Name));
        return [.. Columns.Select(column => column.Fit(train) with { Name = names[column.Name] })];
    }

    /// <summary>The values of all targets of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="labels">What <see cref="Fit"/> gave.</param>
    /// <param name="values">Memory for all.</param>
    public void Read(int row, IReadOnlyList<ManifestLabel> labels, Span<float> values)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            var count = labels[i].Target.ValueCount;
            Columns[i].Read(row, labels[i], values[..count]);
            values = values[count..];
        }
    }
}
