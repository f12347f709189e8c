using System.Globalization;
using System.Security.Cryptography;
using MMPareto.Data.Caching;
using MMPareto.Data.Manifests.Labels;
using MMPareto.Data.Manifests.Onnx;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests;

/// <summary>Data of one's own: a manifest, with the files that it names, as a data set in three parts.</summary>
public static class ManifestSplits
{
    /// <summary>Reads a manifest, finds out what its columns are, and fits what is learnt from the training rows.</summary>
    /// <param name="options">Which, and how.</param>
    /// <returns>Parts that are each a <see cref="ManifestDataset"/>.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="DataException">The manifest, or a file that it names, is missing or bad.</exception>
    public static DatasetSplits Load(ManifestOptions options) => Load(options, null, CancellationToken.None);

    /// <summary>The same, which tells what it does where that takes long.</summary>
    /// <param name="options">Which, and how.</param>
    /// <param name="report">Receives a sentence on what takes long, and on what was left out.</param>
    /// <param name="stop">Ends the reading of all files, where that was asked for.</param>
    /// <returns>Parts that are each a <see cref="ManifestDataset"/>.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="DataException">The manifest, or a file that it names, is missing or bad.</exception>
    public static DatasetSplits Load(ManifestOptions options, Action<string>? report, CancellationToken stop)
    {
        options.Validate();
        var table = ManifestFile.Read(options.Path).At(options.Root, options.FollowLinks);
        var columns = ColumnDetector.Detect(table, options.Columns, options.LabelKinds);
        var labels = LabelTable.Read(table, columns);
        var split = SplitAssignment.Assign(table, columns, labels.Main, options);
        labels.Fit(split.Train); // before files are read: it tells what no file can change
        var networks = OnnxColumns.Open(table, columns, options);
        SortedDictionary<int, string> leftOut = [];
        void LeaveOut(IReadOnlyDictionary<int, string> bad)
        {
            foreach (var (row, reason) in bad) leftOut[row] = reason;
            split = split.Without(bad);
            RequireParts(table, split);
        }
        if (options.SkipBadFiles)
        {
            report?.Invoke($"Reads the files of all {table.Count} rows, to leave out those that are bad.");
            LeaveOut(UnreadableRows.Find(table, columns, stop));
        }
        else
        {
            RequireFiles(table, columns);
        }
        int[] Limited(int[] rows) => options.Limit == 0 || options.Limit >= rows.Length ? rows
            : StratifiedSample.Take(rows, labels.Main.StratumOf, options.Limit, options.Seed);
        var inputs = Cached(PreprocessorFitting.Fit(table, columns, Limited(split.Train), options, networks), options);
        if (options.SkipBadFiles)
        {
            LeaveOut(UnreadableRows.Find(table, inputs, split.Train.Concat(split.Validation).Concat(split.Test), stop));
            if (leftOut.Count > 0) report?.Invoke($"Leaves out {LeftOutText(leftOut, table)}.");
        }
        var preprocessing = new ManifestPreprocessing
        {
            Inputs = inputs,
            Labels = labels.Fit(split.Train),
            Id = columns.FirstOrDefault(column => column.Kind == ColumnKind.Id)?.Name,
        };
        RequireInputs(table, preprocessing.Inputs);
        var name = System.IO.Path.GetFileNameWithoutExtension(options.Path);
        var (train, validation, test) = (Limited(split.Train), Limited(split.Validation), Limited(split.Test));
        var isPartial = train.Concat(validation).Concat(test).Any(row => preprocessing.Inputs.Any(input => !input.Has(new(table, row))));
        ManifestDataset Part(string part, int[] rows, long? augmentationSeed = null) =>
            new($"{name}/{part}", table, rows, columns, preprocessing, labels, isPartial) { AugmentationSeed = augmentationSeed };
        return new(
            Part("train", train, options.Augment ? options.Seed : null), Part("validation", validation), Part("test", test),
            Hash(options, columns, networks, leftOut.Keys), [.. Notes(split, columns, options), .. leftOut.Count > 0 ? [$"without {LeftOutText(leftOut, table)}"] : Array.Empty<string>()])
        {
            LeftOut = [.. leftOut.Values],
        };
    }

    private static string LeftOutText(SortedDictionary<int, string> leftOut, ManifestTable table) =>
        $"{leftOut.Count} of {table.Count} rows, whose files cannot be read";

    private static void RequireParts(ManifestTable table, SplitRows split)
    {
        foreach (var (part, rows) in new[] { ("training", split.Train), ("validation", split.Validation), ("the test", split.Test) })
            if (rows.Length == 0) throw new DataException($"{table.Path} must have rows for {part} whose files can be read; got none. 'mmpareto data check' tells all.");
    }

    /// <summary>What is read of files, from a cache where one is named; features of networks are kept in memory where none is.</summary>
    private static IReadOnlyList<Preprocessor> Cached(IReadOnlyList<Preprocessor> inputs, ManifestOptions options)
    {
        if (options.CacheFolder is null)
        {
            var memory = new FeatureMemory(FeatureMemory.Room);
            return [.. inputs.Select(input => input is OnnxPreprocessor network ? network with { Memory = memory } : input)];
        }
        var cache = new DecodeCache(options.CacheFolder, (long)(options.CacheGigabytes * 1e9));
        return [.. inputs.Select(input => input is FilePreprocessor file ? file with { Cache = cache } : input)];
    }

    private static void RequireInputs(ManifestTable table, IReadOnlyList<Preprocessor> inputs)
    {
        int[] empty = [.. Enumerable.Range(0, table.Count).Where(row => !inputs.Any(input => input.Has(new(table, row))))];
        if (empty.Length > 0)
            throw new DataException($"{table.Place(empty[0])} must have some input; got empty cells in {CellText.Listed([.. inputs.SelectMany(input => input.Columns)])}"
                + (empty.Length > 1 ? $", as in {empty.Length - 1} more rows." : "."));
    }

    /// <summary>Before hours of training, not after.</summary>
    private static void RequireFiles(ManifestTable table, IReadOnlyList<ManifestColumn> columns)
    {
        var missing = (from row in Enumerable.Range(0, table.Count).Select(row => new CellRow(table, row))
                       from column in columns
                       where column.Kind is ColumnKind.Image or ColumnKind.Frames or ColumnKind.Audio or ColumnKind.Array
                       where row[column.Name].Length > 0
                       from path in row.PathsIn(column.Name)
                       where !Path.Exists(path)
                       select $"{row.Place(column.Name)} must name a file that exists; got none at {path}").ToArray();
        if (missing.Length > 0)
            throw new DataException(missing[0] + (missing.Length > 1 ? $", and {missing.Length - 1} more like it" : "")
                + ". 'mmpareto data check' tells all.");
    }

    /// <summary>Of the manifest's bytes, the kinds of its columns, the settings, the networks' bytes, and the rows left out; other files count by name.</summary>
    private static string Hash(
        ManifestOptions options, IReadOnlyList<ManifestColumn> columns, IReadOnlyDictionary<string, OnnxModel> networks, IEnumerable<int> leftOut)
    {
        using var stream = File.OpenRead(options.Path);
        return ContentHash.Of(
        [
            "manifest 2", Convert.ToHexStringLower(SHA256.HashData(stream)),
            .. columns.Select(column => column.Kind == ColumnKind.Label ? $"{column.Name}={column.LabelKind}" : $"{column.Name}={column.Kind}"),
            string.Create(CultureInfo.InvariantCulture, $"{options.ValidationShare:R} {options.TestShare:R} {options.ImageSize} {options.FrameCount}"),
            string.Create(CultureInfo.InvariantCulture, $"{options.SampleRate} {options.AudioSeconds:R} {options.MelBins} {options.TextLength}"),
            string.Create(CultureInfo.InvariantCulture, $"{options.VocabularySize} {options.Limit} {options.Seed}"),
            .. networks.Select(network => $"{network.Key} through {network.Value.Sha256}"),
            .. leftOut.Select(row => string.Create(CultureInfo.InvariantCulture, $"without {row}")),
            .. options.Spectrogram == default ? Array.Empty<string>() : [$"{options.Spectrogram}"],
        ]);
    }

    private static List<string> Notes(SplitRows split, IReadOnlyList<ManifestColumn> columns, ManifestOptions options)
    {
        List<string> notes = [split.Note];
        string[] ignored = [.. columns.Where(column => column.Kind == ColumnKind.Ignored).Select(column => $"{column.Name} ({column.Reason})")];
        if (ignored.Length > 0) notes.Add($"columns not used: {string.Join(", ", ignored)}");
        if (options.Limit > 0) notes.Add($"at most {options.Limit} rows in each part");
        return notes;
    }
}
