using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests.Labels;

/// <summary>Labels that are numbers; models are trained on them standardised by training rows.</summary>
internal sealed class NumberLabels : LabelColumn
{
    private const int StratumCount = 10;
    private readonly double[] _numbers;
    private readonly int[] _strata;

    /// <param name="table">The manifest.</param>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="DataException">A cell is empty or no finite number.</exception>
    public NumberLabels(ManifestTable table, string column) : base(table, column)
    {
        _numbers = [.. Enumerable.Range(0, table.Count).Select(row => NumberColumn.Parse(new(table, row), column)
            ?? throw new DataException($"{table.Place(row, column)} must be a finite number; got an empty cell."))];
        _strata = new int[_numbers.Length];
        var order = Enumerable.Range(0, _numbers.Length).OrderBy(row => _numbers[row]).ToArray();
        for (var rank = 0; rank < order.Length; rank++) _strata[order[rank]] = (int)((long)rank * StratumCount / order.Length);
    }

    public override string Kept => "a tenth from each tenth of the numbers";

    /// <summary>The tenth of the numbers, by rank.</summary>
    public override int StratumOf(int row) => _strata[row];

    public override ManifestLabel Fit(int[] train)
    {
        var fitted = NumberColumn.Fit(Name, [.. train.Select(row => new CellRow(Table, row))]);
        if (Array.TrueForAll(train, row => _numbers[row] == _numbers[train[0]]))
            throw new DataException(FormattableString.Invariant($"{Table.Path}, column '{CellText.Shown(Name)}' must hold different numbers in training rows; got only {_numbers[train[0]]}."));
        return new(Name, TargetKind.Number) { Mean = fitted.Mean, Deviation = fitted.Deviation };
    }

    public override void Read(int row, ManifestLabel label, Span<float> values) => values[0] = (float)((_numbers[row] - label.Mean) / label.Deviation);
}
