using MMPareto.Data.Manifests.Labels;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests.Checking;

/// <summary>Reads every row of a manifest and every file that it names, and tells all that is wrong.</summary>
public static class ManifestCheck
{
    private const double RareShare = 0.01;

    /// <summary>Checks it.</summary>
    /// <param name="options">The manifest, as training would be told of it.</param>
    /// <param name="progress">Receives how many rows are done, of how many.</param>
    /// <param name="stop">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DataException">The manifest itself cannot be read.</exception>
    public static ManifestReport Run(ManifestOptions options, Action<int, int> progress, CancellationToken stop = default)
    {
        options.Validate();
        var table = ManifestFile.Read(options.Path).At(options.Root, options.FollowLinks);
        var findings = new List<ManifestFinding>();
        var columns = Try(() => ColumnDetector.Detect(table, options.Columns, options.LabelKinds), "label", findings) ?? [];
        for (var row = 0; row < table.Count; row++)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var column in columns)
                if (CellCheck.Problem(column, new(table, row)) is { } problem) findings.Add(new(true, "cells that cannot be read", problem));
            progress(row + 1, table.Count);
        }
        findings.AddRange(RepeatedIds(table, columns));
        IReadOnlyList<ClassCount> classes = [];
        if (columns.Count > 0 && Try(() => LabelTable.Read(table, columns), "labels", findings) is { } labels
            && Try(() => SplitAssignment.Assign(table, columns, labels.Main, options), "parts", findings) is { } split)
        {
            classes = [.. labels.Columns.SelectMany(column => Count(column, split, isOne: labels.Columns.Count == 1))];
            foreach (var column in labels.Columns.OfType<ClassLabels>()) findings.AddRange(GiveAways(table, columns, column));
            findings.AddRange(OnClasses(classes, table));
            findings.AddRange(Leakage.Find(table, columns, split));
        }
        if (!findings.Exists(finding => finding.IsError) && Try(() => ManifestSplits.Load(options with { SkipBadFiles = false }), "training", findings) is { } data)
            findings.AddRange(BadInputs(data));
        return new(table.Count, columns, MissingShares(table, columns), classes, [.. findings.OrderByDescending(finding => finding.IsError)]);
    }

    private static T? Try<T>(Func<T> step, string kind, List<ManifestFinding> findings) where T : class
    {
        try
        {
            return step();
        }
        catch (DataException e)
        {
            findings.Add(new(true, kind, e.Message));
            return null;
        }
    }

    private static IEnumerable<ManifestFinding> RepeatedIds(ManifestTable table, IReadOnlyList<ManifestColumn> columns) =>
        from column in columns
        where column.Kind == ColumnKind.Id
        from rows in Enumerable.Range(0, table.Count).GroupBy(row => table[row, column.Name])
        where rows.Key.Length > 0 && rows.Count() > 1
        select new ManifestFinding(false, "ids that are used twice",
            $"{table.Place(rows.ElementAt(1), column.Name)} must be an id of its own; got '{CellText.Shown(rows.Key)}', as in {table.Place(rows.First())}.");

    /// <summary>Arrays and numbers are sound by themselves, but arrays must also have the shape of the others, numbers be near those of training, and
    /// features of networks be finite.</summary>
    private static IEnumerable<ManifestFinding> BadInputs(DatasetSplits data)
    {
        foreach (var part in new[] { data.Train, data.Validation, data.Test }.OfType<ManifestDataset>())
            foreach (var input in part.Preprocessing.Inputs.Where(input => input is ArrayPreprocessor or TablePreprocessor or OnnxPreprocessor))
                for (var i = 0; i < part.Count; i++)
                    if (CellCheck.Problem(input, new(part.Table, part.RowOf(i))) is { } problem) yield return new(true, "cells that cannot be read", problem);
    }

    /// <summary>Columns that are the label under another name.</summary>
    private static IEnumerable<ManifestFinding> GiveAways(ManifestTable table, IReadOnlyList<ManifestColumn> columns, ClassLabels labels)
    {
        foreach (var column in columns.Where(column => column.Kind is ColumnKind.Number or ColumnKind.Category or ColumnKind.Text))
        {
            var values = Enumerable.Range(0, table.Count).Where(row => table[row, column.Name].Length > 0)
                .GroupBy(row => table[row, column.Name], labels.StratumOf).ToArray();
            if (values.Length == labels.Names.Count && values.All(value => value.Distinct().Count() == 1) && values.Select(value => value.First()).Distinct().Count() == values.Length)
                yield return new(false, "columns that give the label away",
                    $"{table.Path}, column '{CellText.Shown(column.Name)}' has one value for each class: it is the label under another name. Leave it out with --columns {CellText.Shown(column.Name)}=ignored.");
        }
    }

    private static ClassCount[] Count(LabelColumn labels, SplitRows split, bool isOne)
    {
        int[] Of(int[] rows) => [.. Enumerable.Range(0, labels.Names.Count).Select(name => rows.Count(row => labels.Has(row, name)))];
        var (train, validation, test) = (Of(split.Train), Of(split.Validation), Of(split.Test));
        return [.. labels.Names.Select((name, c) => new ClassCount(isOne ? name : $"{labels.Name}: {name}", train[c], validation[c], test[c]))];
    }

    private static IEnumerable<ManifestFinding> OnClasses(IReadOnlyList<ClassCount> classes, ManifestTable table)
    {
        foreach (var each in classes)
        {
            if (each.Train == 0)
                yield return new(true, "classes without training rows", $"{table.Path}: class '{CellText.Shown(each.Name)}' must have rows for training; got none, but "
                    + $"{each.Validation} for validation and {each.Test} for the test.");
            else if (each.Validation == 0 || each.Test == 0)
                yield return new(false, "classes without validation or test rows",
                    $"{table.Path}: class '{CellText.Shown(each.Name)}' has {each.Validation} rows for validation and {each.Test} for the test: how well it is told cannot be measured.");
            if (each.Train + each.Validation + each.Test is var count && count < RareShare * table.Count)
                yield return new(false, "rare classes", $"{table.Path}: class '{CellText.Shown(each.Name)}' has {count} of {table.Count} rows.");
        }
    }

    private static Dictionary<string, double> MissingShares(ManifestTable table, IReadOnlyList<ManifestColumn> columns) => columns
        .Where(column => column.Kind is not (ColumnKind.Label or ColumnKind.Ignored))
        .ToDictionary(column => column.Name, column =>
            (double)Enumerable.Range(0, table.Count).Count(row => table[row, column.Name].Length == 0) / table.Count);
}
