using MMPareto.Data.Arrays;
using MMPareto.Data.Frames;
using MMPareto.Data.Images;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests.Checking;

/// <summary>Reads one cell, and the files that it names, as training would.</summary>
internal static class CellCheck
{
    private static readonly ImageTransform Small = new(3, 32, 32);

    /// <summary>What is wrong with a cell; null when nothing is, or it is empty.</summary>
    /// <param name="column">What the column is.</param>
    /// <param name="row">The row.</param>
    public static string? Problem(ManifestColumn column, CellRow row)
    {
        if (row[column.Name].Length == 0) return null;
        try
        {
            Read(column, row);
            return null;
        }
        catch (DataException e)
        {
            return row.Located(column.Name, e).Message;
        }
    }

    /// <summary>What is wrong with the cells of an input; null when nothing is, or the row does not have it.</summary>
    /// <param name="input">What was fitted to the training rows.</param>
    /// <param name="row">The row.</param>
    public static string? Problem(Preprocessor input, CellRow row)
    {
        if (!input.Has(row)) return null;
        try
        {
            input.Read(row, new float[input.Modality.Length]);
            return null;
        }
        catch (DataException e)
        {
            return e.Message;
        }
    }

    private static void Read(ManifestColumn column, CellRow row)
    {
        switch (column.Kind)
        {
            case ColumnKind.Number:
                NumberColumn.Parse(row, column.Name);
                break;
            case ColumnKind.Image:
                Decode(row.PathIn(column.Name));
                break;
            case ColumnKind.Frames:
                var paths = row.PathsIn(column.Name);
                foreach (var path in paths is [var folder] && Directory.Exists(folder) ? FrameFolder.List(folder) : paths) Decode(row.Inside(column.Name, path));
                break;
            case ColumnKind.Audio:
                ClipFile.Read(row.PathIn(column.Name), ManifestLimits.LongestClip);
                break;
            case ColumnKind.Array:
                NpyFile.Read(row.PathIn(column.Name));
                break;
        }
    }

    private static void Decode(string path)
    {
        ImageDecoder.Decode(path, Small, new float[Small.Length]); // all of the file is decoded, whatever the size
    }
}
