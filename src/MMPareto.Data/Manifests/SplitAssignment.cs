using MMPareto.Data.Manifests.Labels;

namespace MMPareto.Data.Manifests;

/// <summary>Assigns the rows of a manifest to training, validation and test.</summary>
internal static class SplitAssignment
{
    private static readonly string[][] PartNames = [["train", "training"], ["validation", "valid", "val", "dev"], ["test", "testing"]];

    /// <summary>Whether a name is that of a part.</summary>
    public static bool IsPartName(string name) => Array.Exists(PartNames, names => names.Contains(name.Trim().ToLowerInvariant()));

    /// <summary>
    /// By the split column where there is one, else by shares. A part that the column lacks is taken from training. Shares keep groups
    /// together where there is a group column, else they keep the shares of the classes, labels or tenths of the numbers.
    /// </summary>
    /// <param name="table">The manifest.</param>
    /// <param name="columns">What its columns are.</param>
    /// <param name="label">The label whose shares are kept.</param>
    /// <param name="options">Shares and seed.</param>
    /// <exception cref="DataException">A cell names no part, or a part has no rows.</exception>
    public static SplitRows Assign(
        ManifestTable table, IReadOnlyList<ManifestColumn> columns, LabelColumn label, ManifestOptions options)
    {
        string? Column(ColumnKind kind) => ColumnOf(table, columns, kind);
        var rows = Enumerable.Range(0, table.Count).ToArray();
        var split = Column(ColumnKind.Split);
        var parts = split is null ? [rows, [], []] : ByColumn(table, split, rows);
        var group = Column(ColumnKind.Group);
        var taken = new List<string>();
        foreach (var (part, name, share) in new[] { (2, "test", options.TestShare), (1, "validation", options.ValidationShare) })
        {
            if (parts[part].Length > 0) continue;
            var count = Math.Max(1, (int)Math.Round(share * (split is null ? rows.Length : parts[0].Length)));
            if (count >= parts[0].Length)
                throw new DataException($"{table.Path} must have rows for training, validation and test; got {parts[0].Length} to take {count} for {name} from.");
            parts[part] = group is null ? StratifiedSample.Take(parts[0], label.StratumOf, count, options.Seed)
                : WholeGroups(table, parts[0], group, count, options.Seed);
            parts[0] = [.. parts[0].Except(parts[part])];
            taken.Add(FormattableString.Invariant($"{parts[part].Length} of {rows.Length} rows for {name}"));
        }
        if (parts[0].Length == 0)
            throw new DataException($"{table.Path} must have rows for training; got none beside validation and test.");
        return new(parts[0], parts[1], parts[2], Note(split, group, label, taken));
    }

    /// <summary>The one column of a kind; null when there is none.</summary>
    private static string? ColumnOf(ManifestTable table, IReadOnlyList<ManifestColumn> columns, ColumnKind kind)
    {
        string[] names = [.. columns.Where(column => column.Kind == kind).Select(column => column.Name)];
        return names.Length < 2 ? names.FirstOrDefault() : throw new DataException(
            $"{table.Path} must have one {kind.ToString().ToLowerInvariant()} column at most; got {CellText.Listed(names)}. State the others as ignored.");
    }

    private static int[][] ByColumn(ManifestTable table, string column, int[] rows)
    {
        int PartOf(int row) => Array.FindIndex(PartNames, names => names.Contains(table[row, column].Trim().ToLowerInvariant())) is >= 0 and var part ? part
            : throw new DataException($"{table.Place(row, column)} must be train, validation or test; got '{CellText.Shown(table[row, column])}'.");
        var byPart = rows.ToLookup(PartOf);
        return [[.. byPart[0]], [.. byPart[1]], [.. byPart[2]]];
    }

    /// <summary>Groups in random order, as long as they fit into the count; where none does, the smallest. A row without a group is one of its own.</summary>
    private static int[] WholeGroups(ManifestTable table, int[] rows, string column, int count, long seed)
    {
        string KeyOf(int row) => table[row, column] is { Length: > 0 } group ? $"g{group}" : FormattableString.Invariant($"r{row}");
        var groups = rows.GroupBy(KeyOf).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.ToArray()).ToArray();
        if (groups.Length < 2) throw new DataException($"{table.Path}, column '{CellText.Shown(column)}' must hold several groups, so that some can be set aside; got one.");
        new CounterRandom(seed, RandomStreams.Groups).Shuffle<int[]>(groups);
        List<int> chosen = [];
        foreach (var group in groups[..^1])
            if (chosen.Count + group.Length <= count) chosen.AddRange(group);
        if (chosen.Count == 0) chosen.AddRange(groups.MinBy(group => group.Length)!);
        chosen.Sort();
        return [.. chosen];
    }

    private static string Note(string? split, string? group, LabelColumn label, List<string> taken)
    {
        if (taken.Count == 0) return $"parts are those of column '{split}'";
        var from = split is null ? "" : $" from the training rows of column '{split}'";
        var how = group is null ? $"with {label.Kept} kept" : $"with each '{group}' kept together";
        return $"{string.Join(" and ", taken)} taken{from}, {how}";
    }
}
