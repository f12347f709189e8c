using System.Diagnostics.CodeAnalysis;
using MMPareto.Data;
using MMPareto.Experiments;
using MMPareto.Experiments.Comparisons;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Diagnostics;
using MMPareto.Experiments.Prediction;
using MMPareto.Reports;
using MMPareto.Runs;
using MMPareto.Tests.Damage.Cases;
using MMPareto.Tests.Reports;
using MMPareto.Tests.Training;

namespace MMPareto.Tests.Hostile;

/// <summary>Folders of runs, comparisons and maps that somebody has sent.</summary>
public sealed class HostileRunTests : IClassFixture<HostileFixture>, IDisposable
{
    private readonly HostileFixture _fixture;
    private readonly Canary _canary = new();

    public HostileRunTests(HostileFixture fixture)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        _fixture = fixture;
        HostileFixture.Copy(fixture.Run.FullPath, _canary["run"]);
        _canary.Remember();
    }

    public static TheoryData<string> Files =>
        ["config.yaml", "environment.json", "metrics.jsonl", "timing.jsonl", "gradients.jsonl", "summary.json", "predictions.csv", "diagnostics.json", "preprocessing.json"];

    [Theory]
    [MemberData(nameof(Files))]
    [InlineData("checkpoints")]
    public void Nothing_reads_a_link_out_of_a_run(string name)
    {
        var path = _canary[$"run/{name}"];
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        else File.Delete(path);
        File.CreateSymbolicLink(path, name == "checkpoints" ? _canary.Private : Path.Join(_canary.Private, "secret.txt"));
        Refuse(() => Report.Read(_canary["run"]).ToHtml());
        Refuse(() => Experiment.Evaluate(RunFolder.Open(_canary["run"]), "best", "test", _ => { }));
        Refuse(() => MultimodalPredictor.Load(_canary["run"]).Dispose());
        Refuse(() => ModelExport.Write(RunFolder.Open(_canary["run"]), _canary["export"], "best", _ => { }));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_pipe_in_a_run_keeps_no_report_waiting(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "no pipes there");
        File.Delete(_canary[$"run/{name}"]);
        SpecialFiles.MakePipe(_canary[$"run/{name}"]);
        SpecialFiles.MakePipe(_canary["run/report.html"]);
        Patience.Require(name, () => Record.Exception(() => ReportFile.Write(Report.Read(_canary["run"]), _canary["run/report.html"])));
        _canary.RequireUntouched();
    }

    /// <summary>The size of a link is that of its own text: what it leads to must be looked at.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Neither_does_a_link_to_a_pipe_nor_to_a_file_beyond_all_limits(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "no pipes there");
        SpecialFiles.MakePipe(_canary["run/pipe"]);
        SpecialFiles.MakeHoles(_canary["run/large"], (1L << 31) + 1);
        foreach (var target in new[] { "pipe", "large" })
        {
            foreach (var link in new[] { _canary[$"run/{name}"], _canary["run/report.html"] })
            {
                File.Delete(link);
                File.CreateSymbolicLink(link, target);
            }
            var allocated = GC.GetTotalAllocatedBytes();
            Patience.Require($"{name} → {target}", () => RefuseOrDo(() => ReportFile.Write(Report.Read(_canary["run"]), _canary["run/report.html"])));
            Patience.Require($"{name} → {target}", () => RefuseOrDo(() => MultimodalPredictor.Load(_canary["run"]).Dispose()));
            Assert.True(GC.GetTotalAllocatedBytes() - allocated < 1L << 28, $"{name} → {target} was read");
        }
        _canary.RequireUntouched();
    }

    /// <summary>Going on writes to many files: a link in the place of one, or of a name that it has on the way, would change a file of the user.</summary>
    [Theory]
    [MemberData(nameof(Written))]
    public void Going_on_with_a_run_writes_through_no_link(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        File.Delete(_canary["run/summary.json"]); // as if it had been cut off
        PutLink($"run/{name}");
        RefuseOrDo(() => Experiment.Resume(RunFolder.Open(_canary["run"]), [], new RecordingObserver(), new ManualClock(), TestContext.Current.CancellationToken));
        _canary.RequireUntouched();
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Going_on_with_a_run_waits_for_no_pipe(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "no pipes there");
        File.Delete(_canary["run/summary.json"]);
        var path = _canary[$"run/{name}"];
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        File.Delete(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SpecialFiles.MakePipe(path);
        Patience.Require(name, () => RefuseOrDo(
            () => Experiment.Resume(RunFolder.Open(_canary["run"]), [], new RecordingObserver(), new ManualClock(), TestContext.Current.CancellationToken)));
    }

    public static TheoryData<string> Written =>
    [
        .. Files.Select(row => row.Data), .. Files.Select(row => row.Data + ".new"), ".lock", ".lock.pid", "left-out.txt", "checkpoints", "states", "checkpoints/best.safetensors",
        "checkpoints/best.safetensors.new", "checkpoints/best.json", "checkpoints/best.json.next", "checkpoints/best.json.next.new", "checkpoints/last.json.next",
    ];

    [Fact]
    public void Neither_does_diagnose()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        PutLink("run/diagnostics.json");
        Refuse(Diagnose);
        File.Delete(_canary["run/diagnostics.json"]);
        PutLink("run/diagnostics.json.new");
        Diagnose(); // over a passing name it goes on
        Assert.Null(new FileInfo(_canary["run/diagnostics.json"]).LinkTarget);
        _canary.RequireUntouched();

        void Diagnose() => Diagnosis.Run(RunFolder.Open(_canary["run"]), new() { Parts = DiagnosticParts.Shapley, Limit = 8 }, _ => { });
    }

    [Theory]
    [InlineData("comparison.json")]
    [InlineData("comparison.json.new")]
    [InlineData("accuracy.csv.new")]
    [InlineData(".lock")]
    [InlineData(".lock.pid")]
    [InlineData("uniform-0")]
    [InlineData("incomplete")]
    public void Neither_does_a_comparison_that_is_asked_for_again(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        SomeFolders.Comparison(_canary["comparison"]);
        PutLink($"comparison/{name}");
        RefuseOrDo(() =>
        {
            using var held = StudyFolder.Open(_canary["comparison"], "comparison.json", "a comparison");
            AtomicFile.WriteText(_canary["comparison/comparison.json"], "{}");
            AtomicFile.WriteText(_canary["comparison/accuracy.csv"], "a");
        });
        _canary.RequireUntouched();
    }

    private void PutLink(string name)
    {
        var isFolder = Directory.Exists(_canary[name]) || name.EndsWith("states", StringComparison.Ordinal) || name.EndsWith("incomplete", StringComparison.Ordinal);
        if (Directory.Exists(_canary[name])) Directory.Delete(_canary[name], recursive: true);
        File.Delete(_canary[name]);
        File.CreateSymbolicLink(_canary[name], isFolder ? _canary.Private : Path.Join(_canary.Private, "secret.txt"));
    }

    [Theory]
    [InlineData("comparison.json")]
    [InlineData("map.json")]
    public void A_comparison_or_map_that_is_a_link_to_a_pipe_or_a_large_file_is_refused(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "no pipes there");
        Directory.CreateDirectory(_canary["folder"]);
        SpecialFiles.MakePipe(_canary["folder/pipe"]);
        SpecialFiles.MakeHoles(_canary["folder/large"], (1L << 31) + 1);
        foreach (var target in new[] { "pipe", "large" })
        {
            File.Delete(_canary[$"folder/{name}"]);
            File.CreateSymbolicLink(_canary[$"folder/{name}"], target);
            Patience.Require($"{name} → {target}", () => Refuse(() => Report.Read(_canary["folder"])));
        }
    }

    [Fact]
    public void A_run_folder_that_is_a_link_itself_is_read()
    {
        var link = Path.Join(_canary.Parent, "alias");
        Directory.CreateSymbolicLink(link, _canary["run"]);
        Assert.Contains("<h1>", Report.Read(link).ToHtml(), StringComparison.Ordinal);
        MultimodalPredictor.Load(link).Dispose();
    }

    [Theory]
    [InlineData("../../private/run")]
    [InlineData("PRIVATE/run")]
    [InlineData("link")]
    [InlineData("uniform-0/../../../private/run")]
    public void A_comparison_does_not_name_runs_outside_of_it(string folder)
    {
        var hidden = SomeFolders.Run(Path.Join(_canary.Private, "runs"), Canary.Secret);
        Directory.Move(hidden, Path.Join(_canary.Private, "run"));
        SomeFolders.Comparison(_canary["comparison"], change: record => record with
        {
            Methods = [.. record.Methods.Select(method => method with
            {
                Runs = [.. method.Runs.Select(run => run.Folder is null ? run : run with { Folder = folder.Replace("PRIVATE", _canary.Private, StringComparison.Ordinal) })],
            })],
        });
        Directory.CreateSymbolicLink(_canary["comparison/link"], Path.Join(_canary.Private, "run"));
        _canary.Remember();
        var html = Report.Read(_canary["comparison"]).ToHtml();
        Assert.Contains("is not in the folder of the comparison; charts that need it go without.", html, StringComparison.Ordinal);
        Canary.RequireUnseen(html);
        _canary.RequireUntouched();
    }

    [Fact]
    public void A_report_is_written_over_nothing_else_and_through_no_link()
    {
        var own = Path.Join(_canary.Private, "secret.txt");
        File.CreateSymbolicLink(_canary["run/report.html"], own);
        Refuse(() => ReportFile.Write(Report.Read(_canary["run"]), _canary["run/report.html"]));
        var mine = _canary.Hide("mine.html", path => ReportFile.Write(Report.Read(_canary["run"]), path));
        File.Delete(_canary["run/report.html"]);
        File.CreateSymbolicLink(_canary["run/report.html"], mine);
        _canary.Remember();
        ReportFile.Write(Report.Read(_canary["run"]), _canary["run/report.html"]);
        Assert.Null(new FileInfo(_canary["run/report.html"]).LinkTarget);
        _canary.RequireUntouched();
    }

    public void Dispose() => _canary.Dispose();

    private void Refuse(Action action)
    {
        var refusal = Record.Exception(action);
        Assert.True(IsOurs(refusal), $"{refusal}");
        Canary.RequireUnseen(refusal.ToString());
        _canary.RequireUntouched();
    }

    /// <summary>A file may be one that what is done does not need.</summary>
    private static void RefuseOrDo(Action action)
    {
        var refusal = Record.Exception(action);
        Assert.True(refusal is null || IsOurs(refusal), $"{refusal}");
    }

    private static bool IsOurs([NotNullWhen(true)] Exception? refusal) => refusal is RunFolderException or ReportException or DataException or ConfigException;
}
