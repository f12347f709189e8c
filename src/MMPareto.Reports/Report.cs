using MMPareto.Reports.ComparisonPages;
using MMPareto.Reports.MapPages;
using MMPareto.Reports.Pages;
using MMPareto.Reports.RunPages;
using MMPareto.Reports.Sources;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports;

/// <summary>A report on a run, a comparison or a map. Equal folders give equal reports: no clock and no path goes in.</summary>
/// <remarks>Needs no libtorch. What each chart shows and where its numbers come from is told in <c>docs/reports.md</c>.</remarks>
public sealed class Report
{
    /// <summary>Name of the file in the folder that is reported on.</summary>
    public const string DefaultName = "report.html";

    /// <summary>What comparisons and maps have before they are summed up.</summary>
    private static readonly string[] Plans = ["plan.yaml", "map-plan.yaml"];

    private readonly Page _page;

    private Report(Page page) => _page = page;

    /// <summary>Its title.</summary>
    public string Title => _page.Title;

    /// <summary>Its charts, in order.</summary>
    public IReadOnlyList<Plot> Plots => field ??= [.. _page.Charts.Select(chart => new Plot(chart))];

    /// <summary>Reads a run folder, also of a run that goes on, or the folder of a comparison or a map.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ReportException">It is none of them.</exception>
    /// <exception cref="RunFolderException">A file in it cannot be understood; the message names the file and line.</exception>
    public static Report Read(string folder)
    {
        if (File.Exists(Path.Combine(folder, ComparisonFile.Name))) return new(ComparisonPage.Build(ComparisonSource.Read(folder)));
        if (File.Exists(Path.Combine(folder, MapFile.Name))) return new(MapPage.Build(ReadMap(folder)));
        if (File.Exists(Path.Combine(folder, "config.yaml")) && File.Exists(Path.Combine(folder, "metrics.jsonl")))
            return new(RunPage.Build(RunSource.Read(RunFolder.Open(folder))));
        var found = File.Exists(folder) ? "a file" : !Directory.Exists(folder) ? "no such folder"
            : Plans.Any(plan => File.Exists(Path.Combine(folder, plan))) ? "one that was stopped before its end; run its command again"
            : "a folder with none of these";
        throw new ReportException(
            $"{folder} must be a run folder (config.yaml and metrics.jsonl), the folder of a comparison ({ComparisonFile.Name}) or of a map ({MapFile.Name}); got {found}.");
    }

    private static MapRecord ReadMap(string folder)
    {
        OwnFiles.Require(folder, Path.Combine(folder, MapFile.Name));
        return MapFile.Read(folder);
    }

    /// <summary>The report as one HTML file that needs no network, of 1 MiB at most for all usual runs.</summary>
    public string ToHtml() => HtmlWriter.Write(_page);
}
