using System.Globalization;

namespace MMPareto.Data.Manifests;

/// <summary>The classes of a label column, and the class of each row.</summary>
internal sealed class ClassLabels
{
    private readonly int[] _classes;

    private ClassLabels(IReadOnlyList<string> names, int[] classes) => (Names, _classes) = (names, classes);

    /// <summary>Names of the classes: in the order of numbers where all are numbers, else in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The class of a row, from 0.</summary>
    /// <param name="row">The row.</param>
    public int this[int row] => _classes[row];

    /// <summary>Reads a label column.</summary>
    /// <param name="table">The manifest.</param>
    /// <param name="column">The column.</param>
    /// <exception cref="DataException">A cell is empty, or there are not two classes at least.</exception>
    public static ClassLabels Read(ManifestTable table, string column)
    {
        string[] cells = [.. Enumerable.Range(0, table.Count).Select(row => table[row, column].Trim())];
        if (Array.IndexOf(cells, "") is >= 0 and var empty)
            throw new DataException($"{table.Place(empty, column)} must be a class; got an empty cell.");
        var names = Ordered(cells.Distinct());
        if (names.Length < 2)
            throw new DataException($"{table.Path}, column '{column}' must hold two classes at least; got only '{names[0]}'.");
        if (names.Length * 2 > cells.Length)
            throw new DataException($"{table.Path}, column '{column}' must hold classes of several rows each; got {names.Length} different values "
                + $"in {cells.Length} rows. Name another column with --label.");
        var byName = names.Select((name, i) => (name, i)).ToDictionary();
        return new(names, Array.ConvertAll(cells, cell => byName[cell]));
    }

    private static string[] Ordered(IEnumerable<string> names)
    {
        string[] ordinal = [.. names.Order(StringComparer.Ordinal)];
        return ordinal.All(name => Number(name) is not null) ? [.. ordinal.OrderBy(Number)] : ordinal;
    }

    private static double? Number(string name) =>
        double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
