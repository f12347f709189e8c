using MMPareto.Data;
using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using MMPareto.Tests.Experiments;
using MMPareto.Tests.Support;
using MMPareto.Tests.Training;
using MMPareto.Training;

namespace MMPareto.Tests.Reliability;

/// <summary>Runs that are cut off at some step and go on, held against one that was not cut off, byte for byte.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly string[] Compared =
        ["metrics.jsonl", "gradients.jsonl", "summary.json", "predictions.csv", "config.yaml", "checkpoints/best.safetensors", "checkpoints/last.safetensors"];

    private readonly TemporaryFolder _folder = new();

    /// <summary>Every method of the catalog but greedy, which needs images, with settings that bring out all that it remembers.</summary>
    public static TheoryData<string, string> Methods
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var method in Catalog.Methods.Where(method => method.Name != "greedy")) data.Add(method.Name, "");
            data.Add("mmpareto", "optimizer.name=adamw training.modality_dropout=0.3 training.micro_batches=2 optimizer.clip_norm=1");
            data.Add("mmpareto", "method.gradient=features");
            data.Add("mmpareto", "method.refresh=4");
            data.Add("uniform", "schedule.name=cosine schedule.warmup_epochs=1 training.patience=1 training.epochs=6");
            return data;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_run_that_was_cut_off_ends_with_the_same_bytes(string method, string settings)
    {
        var config = Config(method, settings);
        var whole = Train(config, _folder["whole"], new RecordingObserver()).Folder;
        // In the first epoch before anything was saved, in it after that, at the end of an epoch, and in the last.
        foreach (var (epoch, step) in new[] { (1, 1), (1, 4), (2, 7), (3, 5) }.Where(place => place.Item1 < 3 || !settings.Contains("patience", StringComparison.Ordinal)))
        {
            var cut = CutOff(config, epoch, step);
            var result = Resume(cut, [], new RecordingObserver());
            Assert.NotNull(result.Summary);
            AssertSame(whole, cut);
            Assert.False(Directory.Exists(cut.StatesFolder));
        }
    }

    /// <summary>While a branch is curated, parameters of its gates get no gradient and move by their momentum all the same.</summary>
    [Fact]
    public void Greedy_goes_on_within_a_curation()
    {
        var config = ExperimentSource.Read(MixedManifest.WritePairs(_folder, 60),
        [
            "training.epochs=2", "training.threads=1", "training.batch_size=6", "training.checkpoint_steps=1", "training.checkpoint_minutes=0", "model.features=8", "model.hidden=8",
            "data.image_size=12", "method.name=greedy", "method.greedy_first_epoch=1", "method.greedy_epsilon=0.0001", "optimizer.name=sgd",
        ]);
        var whole = Train(config, _folder["whole"], new RecordingObserver()).Folder;
        Assert.Contains(new RunReader(whole).ReadSummary().Notes, note => note.Contains("greedy curated", StringComparison.Ordinal) && !note.Contains("in 0 steps and side in 0", StringComparison.Ordinal));
        foreach (var step in new[] { 2, 3, 4, 5, 6 })
        {
            var cut = CutOff(config, 1, step);
            Resume(cut, [], new RecordingObserver());
            AssertSame(whole, cut);
        }
    }

    /// <summary>The configuration and the preprocessing are there, the rest of what a run begins with is not.</summary>
    [Fact]
    public void A_run_on_a_manifest_that_was_cut_off_while_it_began_goes_on()
    {
        var config = ExperimentSource.Read(MixedManifest.WritePairs(_folder, 30),
            ["training.epochs=1", "training.threads=1", "training.batch_size=6", "model.features=8", "model.hidden=8", "data.image_size=12", "method.name=joint"]);
        var whole = Train(config, _folder["whole"], new RecordingObserver()).Folder;
        var cut = CutOff(config, 1, 1);
        File.Delete(cut.EnvironmentFile);
        Resume(cut, [], new RecordingObserver());
        AssertSame(whole, cut);
    }

    /// <summary>As when a disk with the data is unplugged: what was learnt stays, and goes on when the file is there again.</summary>
    [Fact]
    public void A_file_of_the_data_that_goes_away_is_named_and_the_run_goes_on_when_it_is_back()
    {
        var config = ExperimentSource.Read(MixedManifest.WritePairs(_folder, 30),
            ["training.epochs=3", "training.threads=1", "training.batch_size=6", "model.features=8", "model.hidden=8", "data.image_size=12", "method.name=mmpareto"]);
        var whole = Train(config, _folder["whole"], new RecordingObserver()).Folder;
        var (photo, away) = (_folder["photos/3.png"], _folder["away.png"]);
        var observer = new RecordingObserver { OnEpoch = epoch => { if (epoch.Epoch == 1) File.Move(photo, away); } };
        var told = Assert.Throws<DataException>(() => Train(config, _folder["cut"], observer)).Message;
        Assert.Contains($"{photo} cannot be read: there is no such file.", told, StringComparison.Ordinal);
        var cut = RunFolder.Open(Assert.Single(Directory.GetDirectories(_folder["cut"])));
        Assert.Contains(photo, Assert.Throws<DataException>(() => Resume(cut, [], new RecordingObserver())).Message, StringComparison.Ordinal);
        File.Move(away, photo);
        Resume(cut, [], new RecordingObserver());
        AssertSame(whole, cut);
    }

    [Fact]
    public void Cut_off_again_and_again_it_still_does()
    {
        var config = Config("mmpareto", "training.checkpoint_steps=1");
        var whole = Train(config, _folder["whole"], new RecordingObserver()).Folder;
        var cut = CutOff(config, 1, 3);
        foreach (var (epoch, step) in new[] { (1, 5), (2, 1), (2, 2), (3, 7) })
            Assert.Throws<PowerCut>(() => Resume(cut, [], Cutting(epoch, step)));
        Resume(cut, [], new RecordingObserver());
        AssertSame(whole, cut);
    }

    [Fact]
    public void A_run_that_was_stopped_on_request_goes_on_as_well()
    {
        var config = Config("metabalance", "");
        var whole = Train(config, _folder["whole"], new RecordingObserver()).Folder;
        using var stop = new CancellationTokenSource();
        var observer = new RecordingObserver { OnStep = (epoch, step) => { if ((epoch, step) == (2, 3)) stop.Cancel(); } };
        var stopped = Experiment.Run(config, _folder["stopped"], "", observer, new ManualClock(), stop.Token);
        Assert.Equal((1, StopReason.Interrupted), (stopped.Summary!.Epochs, stopped.Summary.StoppedBy));
        var goingOn = new RecordingObserver();
        Resume(stopped.Folder, [], goingOn);
        Assert.Contains("Going on in epoch 2 after step 3.", goingOn.Notes);
        Assert.Equal("step 2.4", goingOn.Calls[1]);
        AssertSame(whole, stopped.Folder);
    }

    /// <summary>A step that is not finite takes learning back to a place that neither a stop nor a clock has moved.</summary>
    [Theory]
    [InlineData("uniform", "training.checkpoint_steps=0")]
    [InlineData("uniform", "training.checkpoint_steps=4")]
    [InlineData("pmr", "training.checkpoint_steps=0")]
    public void A_run_that_goes_back_after_faults_does_so_after_a_stop_as_well(string method, string settings)
    {
        var config = Config(method, $"{settings} training.not_finite=rollback training.not_finite_limit=1000 training.precision=fp32 optimizer.name=sgd optimizer.learning_rate=1e12 optimizer.momentum=0.9 optimizer.clip_norm=0");
        var observer = new RecordingObserver();
        var whole = Train(config, _folder["whole"], observer).Folder;
        var faults = observer.Notes.Count(note => note.Contains("was not finite; went back to what was learnt by step ", StringComparison.Ordinal));
        Assert.InRange(faults, 3, 1000);
        for (var step = 1; step < observer.Plan!.StepsPerEpoch; step++)
        {
            using var stop = new CancellationTokenSource();
            var stopping = new RecordingObserver { OnStep = (e, s) => { if ((e, s) == (2, step)) stop.Cancel(); } };
            var stopped = Experiment.Run(config, _folder[$"stopped-{step}"], "", stopping, new ManualClock(), stop.Token);
            Resume(stopped.Folder, [], new RecordingObserver());
            AssertSame(whole, stopped.Folder);
        }
    }

    /// <summary>The weights are on disk and the state that knows of them is not, or the other way round; the run then ends before it has trained a step more.</summary>
    [Fact]
    public void A_run_that_was_killed_between_weights_and_state_scores_the_epoch_that_it_tells()
    {
        var config = Config("mmpareto", "");
        var first = Ended(Train(Config("mmpareto", "training.epochs=1"), _folder["one"], new RecordingObserver()).Summary!);
        var (parent, away) = (_folder["weights"], _folder["away"]);
        RunFolder Run() => RunFolder.Open(Assert.Single(Directory.GetDirectories(parent)));
        var blocking = new RecordingObserver
        {
            OnStep = (epoch, step) =>
            {
                if (epoch == 1 || step < 7) return;
                Directory.Move(Run().StatesFolder, away);
                File.WriteAllText(Run().StatesFolder, "no state can be saved");
            },
        };
        Assert.ThrowsAny<IOException>(() => Train(config, parent, blocking));
        var cut = Run();
        File.Delete(cut.StatesFolder);
        Directory.Move(away, cut.StatesFolder);
        Assert.True(File.Exists(cut.LastWeightsFile + OwnFiles.NextEnd));
        Assert.Equal(first, Ended(ResumeUntilStopped(cut)));

        var second = Ended(Train(Config("mmpareto", "training.epochs=2"), _folder["two"], new RecordingObserver()).Summary!);
        cut = CutOff(config, 3, 2);
        foreach (var file in OwnFiles.OfWeights(cut.LastWeightsFile).Take(2)) File.Move(file, file + OwnFiles.NextEnd);
        Assert.Equal(second, Ended(ResumeUntilStopped(cut)));
        Assert.Empty(Directory.GetFiles(cut.CheckpointsFolder, "*" + OwnFiles.NextEnd));
    }

    /// <summary>Predictions without bounds have an R² of minus infinity, which JSON has no number for; the first epoch stays the best one all the same.</summary>
    [Fact]
    public void A_score_without_bounds_is_the_same_after_a_cut()
    {
        var draws = new Random(1);
        var rows = Enumerable.Range(0, 120).Select(_ => (A: draws.NextDouble(), B: draws.NextDouble()))
            .Select(row => FormattableString.Invariant($"{row.A:0.0000},{row.B:0.0000},{(2 * row.A) + row.B:0.0000}\n"));
        var config = ExperimentSource.Read(_folder.Write("m.csv", "a,b,y\n" + string.Concat(rows)),
        [
            "data.columns=a=number, b=number", "data.label=y=number", "training.epochs=6", "training.threads=1", "training.batch_size=8", "training.checkpoint_steps=3",
            "training.precision=fp32", "training.not_finite=skip", "training.not_finite_limit=1000000", "method.name=uniform", "optimizer.name=sgd", "optimizer.learning_rate=3e13",
        ]);
        var whole = Train(config, _folder["whole"], new RecordingObserver()).Folder;
        Assert.StartsWith("\"r_squared\":null", File.ReadLines(whole.MetricsFile).First().Split("\"validation\"")[1].Split("\"mean_absolute_error\":null,")[1], StringComparison.Ordinal);
        var cut = CutOff(config, 4, 1);
        Resume(cut, [], new RecordingObserver());
        AssertSame(whole, cut);
    }

    [Fact]
    public void Half_a_line_of_the_first_epoch_is_cut_off_as_well()
    {
        var whole = Train(Config("joint", ""), _folder["whole"], new RecordingObserver()).Folder;
        var cut = CutOff(Config("joint", "training.checkpoint_steps=0"), 1, 4);
        Assert.False(Directory.Exists(cut.StatesFolder));
        File.WriteAllText(cut.MetricsFile, "{\"epoch\":1,\"lear");
        var observer = new RecordingObserver();
        Resume(cut, [], observer);
        Assert.Contains("metrics.jsonl ended in half a line; it was cut off, and is written again.", observer.Notes);
        foreach (var file in new[] { "metrics.jsonl", "summary.json" }) Assert.Equal(File.ReadAllText(Path.Combine(whole.FullPath, file)), File.ReadAllText(Path.Combine(cut.FullPath, file)));
    }

    [Fact]
    public void A_place_to_go_back_to_is_forgotten_under_another_policy()
    {
        var config = Config("joint", "training.not_finite=rollback training.checkpoint_steps=4");
        using var stop = new CancellationTokenSource();
        var stopped = Experiment.Run(config, _folder["runs"], "", new RecordingObserver { OnStep = (e, s) => { if ((e, s) == (1, 5)) stop.Cancel(); } }, new ManualClock(), stop.Token).Folder;
        Assert.Contains("rollback/", StateOf(stopped), StringComparison.Ordinal);
        using var again = new CancellationTokenSource();
        Experiment.Resume(stopped, ["training.not_finite=skip"], new RecordingObserver { OnStep = (e, s) => { if ((e, s) == (1, 6)) again.Cancel(); } }, new ManualClock(), again.Token);
        Assert.DoesNotContain("rollback/", StateOf(stopped), StringComparison.Ordinal);

        static string StateOf(RunFolder run) =>
            System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(Assert.Single(Directory.GetDirectories(run.StatesFolder)), "state.safetensors")));
    }

    [Fact]
    public void Weights_of_another_epoch_are_not_scored()
    {
        var cut = CutOff(Config("mmpareto", ""), 3, 2);
        var other = CutOff(Config("mmpareto", ""), 2, 2);
        foreach (var file in OwnFiles.OfWeights(cut.LastWeightsFile).Take(2)) File.Copy(file, Path.Combine(other.CheckpointsFolder, Path.GetFileName(file)), overwrite: true);
        var told = Assert.Throws<WeightsException>(() => ResumeUntilStopped(other)).Message;
        Assert.StartsWith($"{other.LastWeightsFile}: must hold the weights of epoch 1; got those of epoch 2. ", told, StringComparison.Ordinal);
        Assert.False(other.HasSummary);
    }

    [Fact]
    public void A_finished_run_stays_as_it_is()
    {
        var config = Config("joint", "");
        var run = Train(config, _folder["whole"], new RecordingObserver()).Folder;
        var before = Snapshot(run);
        var result = Resume(run, [], new RecordingObserver());
        Assert.True(result.HadFinished);
        Assert.Equal(before, Snapshot(run));
    }

    [Fact]
    public void Half_a_line_is_cut_off_and_told()
    {
        var config = Config("mmpareto", "");
        var whole = Train(config, _folder["whole"], new RecordingObserver()).Folder;
        var cut = CutOff(config, 2, 4);
        File.AppendAllText(cut.GradientsFile, "{\"step\":9,\"epo");
        var observer = new RecordingObserver();
        Resume(cut, [], observer);
        Assert.Contains("gradients.jsonl ended in half a line; it was cut off, and is written again.", observer.Notes);
        AssertSame(whole, cut);
    }

    [Fact]
    public void Of_two_states_the_last_whole_one_is_gone_on_from()
    {
        var config = Config("mmpareto", "");
        var whole = Train(config, _folder["whole"], new RecordingObserver()).Folder;
        var cut = CutOff(config, 2, 6);
        var state = Assert.Single(Directory.GetDirectories(cut.StatesFolder));
        var later = Path.Combine(cut.StatesFolder, "epoch-000999-step-000000000999");
        Directory.CreateDirectory(later);
        foreach (var file in Directory.GetFiles(state)) File.Copy(file, Path.Combine(later, Path.GetFileName(file)));
        using (var damaged = File.Open(Path.Combine(later, "state.safetensors"), FileMode.Open))
        {
            damaged.Seek(-1, SeekOrigin.End);
            damaged.WriteByte(0x55);
        }
        Directory.CreateDirectory(Path.Combine(cut.StatesFolder, "epoch-001000-step-000000000000.new")); // half made
        Resume(cut, [], new RecordingObserver());
        AssertSame(whole, cut);
    }

    [Fact]
    public void Damage_is_told_and_nothing_is_overwritten()
    {
        var cut = CutOff(Config("mmpareto", ""), 2, 6);
        var state = Path.Combine(Assert.Single(Directory.GetDirectories(cut.StatesFolder)), "state.safetensors");
        var bytes = File.ReadAllBytes(state);
        bytes[^3] ^= 1;
        File.WriteAllBytes(state, bytes);
        var before = Snapshot(cut);
        var damage = Assert.Throws<WeightsException>(() => Resume(cut, [], new RecordingObserver()));
        Assert.Contains($"{state}: must have the SHA-256 ", damage.Message, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot(cut));
        Directory.Delete(cut.StatesFolder, recursive: true);
        File.AppendAllText(cut.MetricsFile, File.ReadAllText(cut.MetricsFile)); // two epochs, and nothing to go on from
        var missing = Assert.Throws<RunFolderException>(() => Resume(cut, [], new RecordingObserver()));
        Assert.Contains("must have a saved state in states; got none after 2 epochs. Train anew.", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_in_the_place_of_a_state_is_told_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "no pipes there");
        var cut = CutOff(Config("joint", ""), 2, 6);
        var state = Path.Combine(Assert.Single(Directory.GetDirectories(cut.StatesFolder)), "state.safetensors");
        File.Delete(state);
        Damage.Cases.SpecialFiles.MakePipe(state);
        Hostile.Patience.Require("a state", () => Assert.Contains(
            $"{state}: must be a file with content", Assert.Throws<WeightsException>(() => Resume(cut, [], new RecordingObserver())).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Records_that_have_lost_bytes_are_told_before_any_file_is_cut()
    {
        var cut = CutOff(Config("mmpareto", ""), 2, 6);
        File.WriteAllText(cut.MetricsFile, "");
        var before = Snapshot(cut);
        var lost = Assert.Throws<RunFolderException>(() => Resume(cut, [], new RecordingObserver()));
        Assert.Contains($"{cut.MetricsFile} must have the ", lost.Message, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot(cut));
    }

    [Fact]
    public void What_a_crash_has_left_half_written_goes_and_the_files_of_the_user_stay()
    {
        var cut = CutOff(Config("joint", ""), 2, 2);
        File.WriteAllText(cut.SummaryFile + ".new", "{");
        File.WriteAllText(Path.Combine(cut.CheckpointsFolder, "best.safetensors.77.new"), "half");
        var notes = Path.Combine(cut.FullPath, "notes.new");
        File.WriteAllText(notes, "mine");
        Resume(cut, [], new RecordingObserver());
        Assert.Equal([notes], Directory.GetFiles(cut.FullPath, "*.new", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_second_process_is_refused_with_the_id_of_the_first()
    {
        var cut = CutOff(Config("joint", ""), 2, 2);
        using (FolderLock.Take(cut.FullPath, "a training", "go on with another run"))
        {
            var refusal = Assert.Throws<RunFolderException>(() => Resume(cut, [], new RecordingObserver()));
            Assert.Equal(
                $"{cut.FullPath} must not be in use; got a training that goes on there in process {Environment.ProcessId}. "
                + "Wait for its end, or go on with another run.", refusal.Message);
        }
        File.WriteAllText(Path.Combine(cut.FullPath, ".lock.pid"), "4194304"); // of a process that was killed
        Assert.NotNull(Resume(cut, [], new RecordingObserver()).Summary);
    }

    [Fact]
    public void Only_what_says_nothing_of_the_past_can_be_set_anew()
    {
        var cut = CutOff(Config("joint", ""), 2, 2);
        var refusal = Assert.Throws<ConfigException>(
            () => Resume(cut, ["optimizer.learning_rate=1"], new RecordingObserver()));
        Assert.Contains("optimizer.learning_rate", Assert.Single(refusal.Problems).ToString(), StringComparison.Ordinal);
        Resume(cut, ["training.not_finite=skip"], new RecordingObserver());
        Assert.Contains("not_finite: skip", File.ReadAllText(cut.ConfigFile), StringComparison.Ordinal);
    }

    private static ConfigValues Config(string method, string settings) => PlaygroundRun.Read(
    [
        "training.batch_size=16", "training.checkpoint_steps=3", $"method.name={method}",
        .. method is "unimodal-only" ? (string[])["model.fusion=ensemble"] : [],
        .. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    ]);

    private static ExperimentResult Train(ConfigValues config, string runs, ITrainingObserver observer) =>
        Experiment.Run(config, runs, "", observer, new ManualClock(), TestContext.Current.CancellationToken);

    private static ExperimentResult Resume(RunFolder run, IReadOnlyList<string> settings, ITrainingObserver observer) =>
        Experiment.Resume(run, settings, observer, new ManualClock(), TestContext.Current.CancellationToken);

    /// <summary>Goes on, and ends before the next step.</summary>
    private static SummaryRecord ResumeUntilStopped(RunFolder run)
    {
        using var stop = new CancellationTokenSource();
        return Experiment.Resume(run, [], new RecordingObserver { OnRun = stop.Cancel }, new ManualClock(), stop.Token).Summary!;
    }

    private static string Ended(SummaryRecord summary) => System.Text.Json.JsonSerializer.Serialize(new { summary.Epochs, summary.BestEpoch, summary.Test, summary.Last, summary.Validation });

    /// <summary>Trains until a step, at which an exception ends all as a power cut would.</summary>
    private RunFolder CutOff(ConfigValues config, int epoch, int step)
    {
        var parent = _folder[$"cut-{epoch}-{step}"];
        Assert.Throws<PowerCut>(() => Train(config, parent, Cutting(epoch, step)));
        return RunFolder.Open(Assert.Single(Directory.GetDirectories(parent)));
    }

    private static RecordingObserver Cutting(int epoch, int step) =>
        new() { OnStep = (e, s) => { if ((e, s) == (epoch, step)) throw new PowerCut(); } };

    private static void AssertSame(RunFolder whole, RunFolder other)
    {
        foreach (var file in Compared.Where(file => file != "predictions.csv" || File.Exists(whole.PredictionsFile))) // numbers have none
            Assert.True(
                File.ReadAllBytes(Path.Combine(whole.FullPath, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(other.FullPath, file))),
                $"{file} differs");
        Assert.Equal(new RunReader(whole).ReadTiming().Select(t => t.Epoch), new RunReader(other).ReadTiming().Select(t => t.Epoch));
        Assert.Single(Directory.GetFiles(other.FullPath, "events.out.tfevents.*"));
        Assert.Empty(Directory.GetFiles(other.FullPath, "*.new", SearchOption.AllDirectories));
    }

    private static string[] Snapshot(RunFolder run) =>
        [.. Directory.GetFiles(run.FullPath, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith(".lock", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}")];

    private sealed class PowerCut : Exception;
}
