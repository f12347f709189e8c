using System.Text;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Png;
using MMPareto.Reports.Svg;

namespace MMPareto.Reports;

/// <summary>Writes reports and their plots, and overwrites nothing else.</summary>
public static class ReportFile
{
    private const int HeadBytes = 1500; // where all three kinds of file tell what made them

    /// <summary>Writes the HTML file, whole or not at all.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The file; an earlier report there is replaced.</param>
    /// <exception cref="ReportException">There is a file that is no report.</exception>
    public static void Write(Report report, string path) => Replace(path, Encoding.UTF8.GetBytes(report.ToHtml()));

    /// <summary>Writes every plot as SVG and as PNG.</summary>
    /// <param name="report">The report.</param>
    /// <param name="folder">The folder; made when missing, earlier plots of the same names are replaced.</param>
    /// <exception cref="ReportException">There is a file of such a name that is no plot.</exception>
    public static void WritePlots(Report report, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var plot in report.Plots)
        {
            Replace(Path.Combine(folder, plot.Name + ".svg"), Encoding.UTF8.GetBytes(plot.ToSvg()));
            Replace(Path.Combine(folder, plot.Name + ".png"), plot.ToPng());
        }
    }

    /// <summary>Refuses a place where something else is.</summary>
    /// <param name="path">The file to be written.</param>
    /// <exception cref="ReportException">There is a file that was not made here, or a folder.</exception>
    public static void RequireFree(string path)
    {
        if (Directory.Exists(path)) throw new ReportException($"{path} must be a file or not be there yet; got a folder. Name a file in it.");
        if (File.Exists(path) && !IsOurs(path))
            throw new ReportException($"{path} must be a file that 'mmpareto report' has made, or not be there yet; got another file. Name another place, or move that file.");
    }

    private static void Replace(string path, byte[] bytes)
    {
        RequireFree(path);
        var passing = $"{path}.{Path.GetRandomFileName()}.tmp"; // one of its own, so that what a kill has left is in nobody's way
        try
        {
            using (var stream = new FileStream(passing, FileMode.CreateNew, FileAccess.Write, FileShare.None)) stream.Write(bytes);
            File.Move(passing, path, overwrite: true);
        }
        finally
        {
            File.Delete(passing);
        }
    }

    private static bool IsOurs(string path)
    {
        if (FileSize.Of(path) is null or 0) return false; // an empty file, or a pipe, at whose opening one would wait
        using var stream = File.OpenRead(path);
        var head = new byte[HeadBytes];
        var count = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        var text = Encoding.Latin1.GetString(head, 0, count);
        return (text.StartsWith("<!DOCTYPE html>", StringComparison.Ordinal) && text.Contains(HtmlWriter.Marker, StringComparison.Ordinal))
            || (text.StartsWith("<?xml", StringComparison.Ordinal) && text.Contains(SvgWriter.Comment, StringComparison.Ordinal))
            || (text.StartsWith("\u0089PNG", StringComparison.Ordinal) && text.Contains(PngMarker.Text, StringComparison.Ordinal));
    }
}
