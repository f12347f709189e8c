namespace MMPareto.Data.Manifests.Checking;

/// <summary>What is in two parts at once, so that the test is no test.</summary>
internal static class Leakage
{
    /// <param name="table">The manifest.</param>
    /// <param name="columns">What its columns are.</param>
    /// <param name="split">Its parts.</param>
    public static IEnumerable<ManifestFinding> Find(ManifestTable table, IReadOnlyList<ManifestColumn> columns, SplitRows split)
    {
        (string Name, int[] Rows)[] parts = [("training", split.Train), ("validation", split.Validation), ("test", split.Test)];
        var partOf = parts.SelectMany(part => part.Rows.Select(row => (row, part.Name))).ToDictionary(pair => pair.row, pair => pair.Name);
        foreach (var column in columns)
        {
            if (column.Kind is not (ColumnKind.Image or ColumnKind.Frames or ColumnKind.Audio or ColumnKind.Array or ColumnKind.Group)) continue;
            var cells = Enumerable.Range(0, table.Count).Where(row => table[row, column.Name].Length > 0).GroupBy(row => table[row, column.Name].Trim());
            foreach (var same in cells)
            {
                var first = same.First();
                if (same.FirstOrDefault(row => partOf[row] != partOf[first], -1) is not (>= 0 and var other)) continue;
                var what = column.Kind == ColumnKind.Group ? "group" : "file";
                yield return new(false, $"{what}s in two parts", $"{table.Place(other, column.Name)} must be of the same part as {table.Place(first)}, which has the same "
                    + $"{what}, '{CellText.Shown(same.Key)}'; got {partOf[other]} and {partOf[first]}.");
            }
        }
    }
}
