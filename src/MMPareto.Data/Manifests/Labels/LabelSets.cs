namespace MMPareto.Data.Manifests.Labels;

/// <summary>Any number of labels in a cell, with '|' between them; an empty cell has none. In ordinal order.</summary>
internal sealed class LabelSets : LabelColumn
{
    private readonly int[][] _labels;

    /// <param name="table">The manifest.</param>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="DataException">There is no label at all.</exception>
    public LabelSets(ManifestTable table, string column) : base(table, column)
    {
        var cells = Cells();
        RequireNames(cells, "a list of labels");
        string[][] sets = [.. cells.Select(Labels)];
        Names = [.. sets.SelectMany(set => set).Distinct().Order(StringComparer.Ordinal)];
        if (Names.Count == 0) throw new DataException($"{table.Path}, column '{CellText.Shown(column)}' must hold labels with '{ManifestTable.ListSeparator}' between them; got only empty cells.");
        var byName = Names.Select((name, i) => (name, i)).ToDictionary();
        _labels = Array.ConvertAll(sets, set => Array.ConvertAll(set, name => byName[name]));
    }

    public override IReadOnlyList<string> Names { get; }

    public override string Kept => "the shares of the first labels";

    /// <summary>0 for none, else the first label.</summary>
    public override int StratumOf(int row) => _labels[row] is [var first, ..] ? first + 1 : 0;

    public override bool Has(int row, int name) => _labels[row].Contains(name);

    public override ManifestLabel Fit(int[] train)
    {
        RequireEach(train, "label");
        return new(Name, TargetKind.MultiLabel) { Names = Names };
    }

    public override void Read(int row, ManifestLabel label, Span<float> values)
    {
        values.Clear();
        foreach (var name in _labels[row]) values[name] = 1;
    }

    private static string[] Labels(string cell) =>
        [.. cell.Split(ManifestTable.ListSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)];
}
