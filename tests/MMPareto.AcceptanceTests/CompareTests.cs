using System.Globalization;

namespace MMPareto.AcceptanceTests;

public class CompareTests
{
    private static readonly string[] Tables = ["comparison.md", "comparison.csv", "comparison.tex"];

    [Fact]
    public void Killed_in_the_middle_and_started_again_it_ends_with_the_same_tables()
    {
        Need.That(OperatingSystem.IsLinux(), "processes are looked up in /proc");
        using var folder = new TemporaryFolder();
        var undisturbed = Command.Run(Arguments(folder["undisturbed"])).Ends(0);
        Assert.Contains("Comparison folder:", undisturbed.Out, StringComparison.Ordinal);

        var process = Command.Start(Arguments(folder["killed"]));
        WaitForRun(process, 1);
        Command.RunProgram("kill", "-9", process.Id.ToString(CultureInfo.InvariantCulture)).Ends(0);
        process.WaitForExit();
        Assert.False(File.Exists(Path.Combine(folder["killed"], "comparison.json")));
        Assert.True(SpinWait.SpinUntil(() => !IsNamedByAProcess(folder["killed"]), TimeSpan.FromSeconds(20)), "its runs must end with it");

        var again = Command.Run(Arguments(folder["killed"])).Ends(0);
        Assert.DoesNotContain("1/4 runs", again.Error, StringComparison.Ordinal); // that one was there
        Assert.All(Tables, name => Assert.Equal(File.ReadAllBytes(Path.Combine(folder["undisturbed"], name)), File.ReadAllBytes(Path.Combine(folder["killed"], name))));

        var third = Command.Run(Arguments(folder["killed"])).Ends(0);
        Assert.Equal(again.Out, third.Out);
        Assert.Equal("", third.Error);
    }

    [Fact]
    public void A_run_that_was_killed_in_its_midst_goes_on_when_the_comparison_does()
    {
        Need.That(OperatingSystem.IsLinux(), "processes are looked up in /proc");
        using var folder = new TemporaryFolder();
        string[] Long(string name) =>
        [
            "compare", "playground", "--methods", "mmpareto", "--seeds", "1", "--epochs", "2", "--set", "training.batch_size=16", "--set", "training.checkpoint_steps=20", "--out", folder[name],
        ];
        Command.Run(Long("undisturbed")).Ends(0);

        using var process = Command.Start(Long("killed"));
        bool HasStateOfSecondEpoch() => Directory.Exists(folder["killed"]) && Directory.GetDirectories(folder["killed"], "epoch-000001-step-*", SearchOption.AllDirectories)
            .Any(state => !state.EndsWith(".new", StringComparison.Ordinal));
        while (!HasStateOfSecondEpoch()) Assert.False(process.HasExited, "it must not have ended yet");
        process.Kill();
        process.WaitForExit();
        Assert.True(SpinWait.SpinUntil(() => !IsNamedByAProcess(folder["killed"]), TimeSpan.FromSeconds(20)), "its run must end with it");
        var timings = File.ReadAllLines(Assert.Single(Directory.GetFiles(folder["killed"], "timing.jsonl", SearchOption.AllDirectories)));

        Command.Run(Long("killed")).Ends(0);
        string Of(string name, string file) => Path.Combine(folder[name], "runs", "mmpareto-s0", file);
        Assert.All(["metrics.jsonl", "gradients.jsonl", "summary.json", "checkpoints/last.safetensors"], file =>
            Assert.Equal(File.ReadAllBytes(Of("undisturbed", file)), File.ReadAllBytes(Of("killed", file))));
        Assert.Equal(timings[0], File.ReadAllLines(Of("killed", "timing.jsonl"))[0]); // the first epoch was not trained again
    }

    [Fact]
    public void A_signal_ends_it_with_a_line_that_says_how_to_go_on()
    {
        Need.That(!OperatingSystem.IsWindows(), "Windows has no such signals");
        using var folder = new TemporaryFolder();
        var process = Command.Start(
            "compare", "playground", "--methods", "uniform,joint", "--seeds", "1", "--epochs", "1000000", "--limit", "100", "--out", folder["out"]);
        Assert.True(SpinWait.SpinUntil(() => Directory.Exists(Path.Combine(folder["out"], "incomplete")), TimeSpan.FromMinutes(1)));
        Command.RunProgram("kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture)).Ends(0);
        var result = Command.Finish(process).Ends(1);
        Assert.EndsWith($"what has finished is in {folder["out"]}, and the same command goes on from there.\n", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder["out"], "runs")));
    }

    [Fact]
    public void A_run_that_fails_is_a_note_and_the_exit_code_while_the_others_go_on()
    {
        using var folder = new TemporaryFolder();
        var result = Command.Run(
            "compare", "playground", "--methods", "joint,uniform", "--seeds", "1", "--epochs", "1", "--limit", "100",
            "--set", "method.unimodal_weight=1e300", "--out", folder["out"]).Ends(1);
        Assert.Matches(@"\[\d\] Seed 0 failed: ", result.Out);
        Assert.Contains("1 of the runs failed", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder["out"], "runs", "joint-s0", "summary.json")));
        Assert.True(File.Exists(Path.Combine(folder["out"], "incomplete", "uniform-s0", "output.log")));
    }

    [Fact]
    public void All_that_is_wrong_with_the_command_is_told_at_once()
    {
        var result = Command.Run(
            "compare", "playground", "--methods", "mmparteo", "--seeds", "x", "--epochs", "0", "--tune", "optimizer.lr=1").Ends(2);
        Assert.Equal(
            [
                "mmpareto: --seeds: the number must be an integer from 1 to 1000; got 'x'.",
                "mmpareto: --tune optimizer.lr: optimizer.lr must be a known setting; got an unknown name. Did you mean 'optimizer.learning_rate'?",
                "mmpareto: --epochs: training.epochs must be an integer of at least 1; got '0'.",
            ], result.ErrorLines[..3]);
        Assert.EndsWith("Did you mean 'mmpareto'?", Assert.Single(result.ErrorLines[3..]), StringComparison.Ordinal);
    }

    private static string[] Arguments(string folder) =>
    [
        "compare", "playground", "--methods", "uniform,mmpareto", "--seeds", "2", "--epochs", "1", "--limit", "100", "--out", folder,
    ];

    private static void WaitForRun(System.Diagnostics.Process process, int number)
    {
        string? line;
        do line = process.StandardError.ReadLine();
        while (line?.Contains(FormattableString.Invariant($" {number}/4 runs"), StringComparison.Ordinal) == false);
    }

    private static bool IsNamedByAProcess(string path) => Directory.GetDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
        .Any(folder =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(path, StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false; // it has just ended
            }
        });
}
