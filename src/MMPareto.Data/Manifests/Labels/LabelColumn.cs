namespace MMPareto.Data.Manifests.Labels;

/// <summary>A label column and its value in each row.</summary>
/// <param name="table">The manifest.</param>
/// <param name="column">Name of the column.</param>
internal abstract class LabelColumn(ManifestTable table, string column)
{
    private const int LongestName = 200;

    /// <summary>Name of the column.</summary>
    public string Name { get; } = column;

    /// <summary>What drawing by shares keeps, for notes.</summary>
    public abstract string Kept { get; }

    /// <summary>Names of classes or labels, in the order of the outputs; none for numbers.</summary>
    public virtual IReadOnlyList<string> Names => [];

    /// <summary>The manifest.</summary>
    protected ManifestTable Table { get; } = table;

    /// <summary>Reads a label column.</summary>
    /// <param name="table">The manifest.</param>
    /// <param name="column">The column, a label.</param>
    /// <exception cref="DataException">A cell does not fit, or there is nothing to tell apart.</exception>
    public static LabelColumn Read(ManifestTable table, ManifestColumn column) => column.LabelKind switch
    {
        TargetKind.Number => new NumberLabels(table, column.Name),
        TargetKind.MultiLabel => new LabelSets(table, column.Name),
        _ => new ClassLabels(table, column.Name),
    };

    /// <summary>A number that rows of one kind have in common, so that each kind keeps its share in each part.</summary>
    /// <param name="row">The row.</param>
    public abstract int StratumOf(int row);

    /// <summary>What is learnt from training rows.</summary>
    /// <param name="train">The training rows.</param>
    /// <exception cref="DataException">They lack a class, or do not differ.</exception>
    public abstract ManifestLabel Fit(int[] train);

    /// <summary>The values that models are trained on.</summary>
    /// <param name="row">The row.</param>
    /// <param name="label">What <see cref="Fit"/> gave.</param>
    /// <param name="values">For <see cref="Target.ValueCount"/> values.</param>
    public abstract void Read(int row, ManifestLabel label, Span<float> values);

    /// <summary>Whether a row has a class or label.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">Position in <see cref="Names"/>.</param>
    public virtual bool Has(int row, int name) => false;

    /// <summary>All cells of the column.</summary>
    protected string[] Cells() => [.. Enumerable.Range(0, Table.Count).Select(row => Table[row, Name])];

    /// <exception cref="DataException">Some name has no training row.</exception>
    protected void RequireEach(int[] train, string what)
    {
        string[] unseen = [.. Names.Where((_, name) => !Array.Exists(train, row => Has(row, name)))];
        if (unseen.Length > 0)
            throw new DataException($"{Table.Path}, column '{CellText.Shown(Name)}' must have training rows of every {what}; got none of {CellText.Listed(unseen)}.");
    }

    /// <exception cref="DataException">The cell of a row cannot be a name, or names.</exception>
    protected void RequireNames(string[] cells, string what)
    {
        if (Array.FindIndex(cells, cell => cell.Length > LongestName || cell.Any(char.IsControl)) is >= 0 and var odd)
            throw new DataException($"{Table.Place(odd, Name)} must be {what} of at most {LongestName} characters, none of them a control character; "
                + $"got '{CellText.Shown(cells[odd])}'.");
    }
}
