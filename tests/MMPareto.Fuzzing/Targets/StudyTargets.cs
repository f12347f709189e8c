using MMPareto.Fuzzing.Engine;
using MMPareto.Reports;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Fuzzing.Targets;

/// <summary>Files of comparisons and maps, each read and made a report of.</summary>
internal static class StudyTargets
{
    /// <summary>The targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        File("comparison", ComparisonFile.Name, Samples.Runs.WriteComparison), File("map", MapFile.Name, Samples.Runs.WriteMap),
    ];

    private static FuzzTarget File(string name, string file, Action<string> write) => new(name, folder =>
    {
        write(folder[name]);
        var path = Path.Combine(folder[name], file);
        return new([new(System.IO.File.ReadAllBytes(path))], input =>
        {
            System.IO.File.WriteAllBytes(path, input);
            RunFolderTargets.Report(folder[name], input);
            return [];
        }, typeof(RunFolderException), typeof(ReportException))
        { IsText = true, Names = folder[name] };
    });
}
