using MMPareto.Data.Manifests.Onnx;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests;

/// <summary>Fits what makes the inputs to the training rows of a manifest.</summary>
internal static class PreprocessorFitting
{
    /// <param name="table">The manifest.</param>
    /// <param name="columns">What its columns are.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="networks">By column, the networks that columns go through.</param>
    /// <returns>One for each column of media or text, and one for all numbers and categories, in the order of the manifest.</returns>
    /// <exception cref="DataException">A cell or file is bad, or there is nothing to learn from.</exception>
    public static IReadOnlyList<Preprocessor> Fit(
        ManifestTable table, IReadOnlyList<ManifestColumn> columns, int[] train, ManifestOptions options,
        IReadOnlyDictionary<string, OnnxModel> networks)
    {
        CellRow[] rows = [.. train.Select(row => new CellRow(table, row))];
        ManifestColumn[] tabular = [.. columns.Where(column => column.Kind is ColumnKind.Number or ColumnKind.Category)];
        var media = columns.Where(column => column.Kind is ColumnKind.Image or ColumnKind.Frames or ColumnKind.Audio or ColumnKind.Array or ColumnKind.Text);
        var names = InputNames.For(media.Select(column => column.Name), hasTable: tabular.Length > 0);
        List<Preprocessor> inputs = [];
        foreach (var column in columns)
        {
            if (tabular.Length > 0 && column == tabular[0]) inputs.Add(TablePreprocessor.Fit(InputNames.Table, tabular, rows));
            if (!media.Contains(column)) continue;
            CellRow[] present = [.. rows.Where(row => row[column.Name].Length > 0)];
            if (present.Length == 0)
                throw new DataException($"{table.Path}, column '{CellText.Shown(column.Name)}' must have cells in training rows; got only empty ones. "
                    + $"Leave it out with --columns {CellText.Shown(column.Name)}=ignored.");
            inputs.Add(FitMedia(column, names[column.Name], present, options, networks.GetValueOrDefault(column.Name)));
        }
        return inputs.Count > 0 ? inputs : throw new DataException(
            $"{table.Path} must have a column to predict from; got none beside {CellText.Listed([.. columns.Select(column => $"{column.Name} ({column.Kind})")])}.");
    }

    private static Preprocessor FitMedia(ManifestColumn column, string name, CellRow[] rows, ManifestOptions options, OnnxModel? network)
    {
        try
        {
            var size = network is not null && column.Kind is ColumnKind.Image or ColumnKind.Frames ? OnnxImageSize.Of(network, options.ImageSize) : null;
            Preprocessor fitted = column.Kind switch
            {
                ColumnKind.Image => ImagePreprocessor.Fit(name, column.Name, rows, options.ImageSize).Sized(size),
                ColumnKind.Frames => FramesPreprocessor.Fit(name, column.Name, rows, options.FrameCount, options.ImageSize).Sized(size),
                ColumnKind.Audio => AudioPreprocessor.Fit(name, column.Name, rows, options),
                ColumnKind.Array => ArrayPreprocessor.Fit(name, column.Name, rows),
                _ => TextPreprocessor.Fit(name, column.Name, rows, options.TextLength, options.VocabularySize),
            };
            RequireSize(fitted.Modality);
            return network is null ? fitted : OnnxPreprocessor.Fit((FilePreprocessor)fitted, network);
        }
        catch (DataException e)
        {
            throw e.Message.StartsWith(rows[0].Table.Path, StringComparison.Ordinal) ? e
                : new DataException($"{rows[0].Table.Path}, column '{CellText.Shown(column.Name)}': {e.Message}", e);
        }
    }

    /// <summary>What is larger could be trained on, and its run not be read afterwards.</summary>
    private static void RequireSize(Modality modality)
    {
        if (modality.Shape.Aggregate(1.0, (product, size) => product * size) > ManifestLimits.MostValues)
            throw new DataException($"samples must have at most {ManifestLimits.MostValues} values; got {modality}. Make them smaller by data.image_size, data.frames or data.mel_bins.");
    }
}
