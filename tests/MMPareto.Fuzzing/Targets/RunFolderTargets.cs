using MMPareto.Fuzzing.Engine;
using MMPareto.Reports;
using MMPareto.Runs;

namespace MMPareto.Fuzzing.Targets;

/// <summary>Files of a run folder, each read and made a report of.</summary>
internal static class RunFolderTargets
{
    private const int PngEvery = 32;

    /// <summary>The targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        File("run-config", run => run.ConfigFile), File("run-metrics", run => run.MetricsFile), File("run-timing", run => run.TimingFile),
        File("run-gradients", run => run.GradientsFile), File("run-summary", run => run.SummaryFile), File("run-environment", run => run.EnvironmentFile),
        File("run-predictions", run => run.PredictionsFile), File("run-diagnostics", run => run.DiagnosticsFile),
    ];

    /// <summary>Makes the report of a folder as a page, and now and then its charts as PNG.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="input">The input; its length decides about PNG.</param>
    public static void Report(string folder, byte[] input)
    {
        var report = Reports.Report.Read(folder);
        report.ToHtml();
        if (input.Length % PngEvery == 0) foreach (var plot in report.Plots) plot.ToPng();
    }

    private static FuzzTarget File(string name, Func<RunFolder, string> path) => new(name, folder =>
    {
        var run = Samples.Runs.WriteRun(folder["run"]);
        return new([new(System.IO.File.ReadAllBytes(path(run)))], input =>
        {
            System.IO.File.WriteAllBytes(path(run), input);
            Report(run.FullPath, input);
            return [];
        }, typeof(RunFolderException), typeof(ReportException))
        { IsText = true, Names = run.FullPath };
    });
}
