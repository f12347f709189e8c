using System.Globalization;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;
using MMPareto.Runs;

namespace MMPareto.Reports.RunPages;

/// <summary>What a run was made with, and how to make it again.</summary>
internal static class RunSetup
{
    /// <summary>The section.</summary>
    public static Section Build(RunSource run)
    {
        var blocks = new List<Block>();
        if (run.Environment is { } environment) blocks.AddRange(Environment(environment, run.Summary?.Parameters));
        else blocks.Add(new Absent("Environment", "The run folder has no environment.json."));
        blocks.Add(new Code("Configuration, every setting", run.Config, IsFolded: true));
        return new("setup", "Set-up, and how to repeat it", blocks);
    }

    /// <summary>The command and what it ran on.</summary>
    internal static IEnumerable<Block> Environment(EnvironmentRecord e, long? parameters)
    {
        var rows = new List<IReadOnlyList<string>>
        {
            (string[])["software", $"mmpareto {e.Versions.MMPareto}, TorchSharp {e.Versions.TorchSharp}, libtorch {e.Versions.LibTorch}, .NET {e.Versions.DotNet}"],
            (string[])["system", e.OS],
            (string[])["processor", $"{e.Cpu}, {Plural(e.Cores, "core")}, {Plural(e.Threads, "thread")}, device {e.Device}, {e.Precision ?? "fp32"}"],
            (string[])["started", e.Started.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)],
            (string[])["hash of the data", e.DataHash],
        };
        if (parameters is { } count) rows.Add((string[])["trained parameters", Number.Whole(count)]);
        return
        [
            new Code("Command, as it was typed", e.CommandLine),
            new Table("Environment. Sums depend in their last digits on the number of threads.", ["what", "value"], rows),
        ];
    }

    private static string Plural(int count, string what) => count == 1 ? $"1 {what}" : $"{Number.Whole(count)} {what}s";
}
