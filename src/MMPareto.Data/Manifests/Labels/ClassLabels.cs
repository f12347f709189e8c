using System.Globalization;

namespace MMPareto.Data.Manifests.Labels;

/// <summary>Labels that are one of several classes: in the order of numbers where all are numbers, else in ordinal order.</summary>
internal sealed class ClassLabels : LabelColumn
{
    private readonly int[] _classes;

    /// <param name="table">The manifest.</param>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="DataException">A cell is empty or no name, or there are not two classes at least.</exception>
    public ClassLabels(ManifestTable table, string column) : base(table, column)
    {
        var cells = Cells();
        if (Array.IndexOf(cells, "") is >= 0 and var empty)
            throw new DataException($"{table.Place(empty, column)} must be a class; got an empty cell.");
        RequireNames(cells, "a class");
        var names = Ordered(cells.Distinct());
        if (names.Length < 2)
            throw new DataException($"{table.Path}, column '{CellText.Shown(column)}' must hold two classes at least; got only '{CellText.Shown(names[0])}'.");
        if (names.Length * 2 > cells.Length)
            throw new DataException($"{table.Path}, column '{CellText.Shown(column)}' must hold classes of several rows each; got {names.Length} different values "
                + $"in {cells.Length} rows. Name another column with --label, or tell that it is a number with --label {CellText.Shown(column)}=number.");
        var byName = names.Select((name, i) => (name, i)).ToDictionary();
        (Names, _classes) = (names, Array.ConvertAll(cells, cell => byName[cell]));
    }

    public override IReadOnlyList<string> Names { get; }

    public override string Kept => "the shares of the classes";

    public override int StratumOf(int row) => _classes[row];

    public override bool Has(int row, int name) => _classes[row] == name;

    public override ManifestLabel Fit(int[] train)
    {
        RequireEach(train, "class");
        return new(Name, TargetKind.Class) { Names = Names };
    }

    public override void Read(int row, ManifestLabel label, Span<float> values) => values[0] = _classes[row];

    private static string[] Ordered(IEnumerable<string> names)
    {
        string[] ordinal = [.. names.Order(StringComparer.Ordinal)];
        return ordinal.All(name => Number(name) is not null) ? [.. ordinal.OrderBy(Number)] : ordinal;
    }

    private static double? Number(string name) =>
        double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
