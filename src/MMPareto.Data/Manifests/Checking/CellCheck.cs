using MMPareto.Data.Arrays;
using MMPareto.Data.Audio;
using MMPareto.Data.Frames;
using MMPareto.Data.Images;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Data.Manifests.Checking;

/// <summary>Reads one cell, and the files that it names, as training would.</summary>
internal static class CellCheck
{
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
            return e.Message.StartsWith(row.Place(column.Name), StringComparison.Ordinal) ? e.Message : $"{row.Place(column.Name)}: {e.Message}";
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
                foreach (var path in paths is [var folder] && Directory.Exists(folder) ? FrameFolder.List(folder) : paths) Decode(path);
                break;
            case ColumnKind.Audio when row.PathIn(column.Name) is var path && path.EndsWith(".wav", StringComparison.OrdinalIgnoreCase):
                WavFile.Read(path);
                break;
            case ColumnKind.Audio:
                new ExternalDecoder().Decode(row.PathIn(column.Name));
                break;
            case ColumnKind.Array:
                NpyFile.Read(row.PathIn(column.Name));
                break;
        }
    }

    private static void Decode(string path)
    {
        var header = ImageHeader.Read(path);
        var transform = new ImageTransform(header.Channels == 1 ? 1 : 3, header.Height, header.Width);
        ImageDecoder.Decode(path, transform, new float[transform.Length]);
    }
}
