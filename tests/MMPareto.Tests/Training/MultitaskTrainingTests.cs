using MMPareto.Gradients;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Runs;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Optimizers;

namespace MMPareto.Tests.Training;

/// <summary>Several tasks in the loop that trains modalities.</summary>
public sealed class MultitaskTrainingTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Both_tasks_are_learnt_and_the_main_score_is_their_mean()
    {
        var (outcome, folder, _) = Run(() => SmallTraining.Integration("mmpareto", Weightings.MMPareto()), epochs: 20);
        var last = new RunReader(folder).ReadEpochs()[^1];
        Assert.All(last.Validation.Tasks!, task => Assert.True(task.Value.Accuracy > 0.9, task.Key));
        Assert.Equal(["left", "right"], last.Validation.Tasks!.Keys);
        Assert.Empty(last.Validation.Modalities);
        Assert.Empty(last.Train.Modalities);
        Assert.Equal(last.Validation.Tasks!.Values.Average(score => score.Main), last.Validation.Fused.Main, 12);
        Assert.Equal(last.Validation.Tasks!.Values.Average(score => score.MacroF1!.Value), last.Validation.Fused.MacroF1!.Value, 12);
        Assert.Equal(last.Validation.Tasks!.Values.Average(score => score.Loss!.Value), last.Validation.Fused.Loss!.Value, 12);
        Assert.Equal(last.Train.Tasks!.Values.Average(loss => loss.Loss), last.Train.Fused.Loss, 12);
        Assert.True(last.Train.Fused.Loss < 0.5 * new RunReader(folder).ReadEpochs()[0].Train.Fused.Loss);
        Assert.Equal(["trunk"], outcome.Encoders.Keys);
    }

    /// <summary>No row of a trunk is a multimodal or a unimodal side, so there is no such length; each step has one a task.</summary>
    [Fact]
    public void Records_name_the_trunk_and_leave_out_what_tasks_have_not()
    {
        var (_, folder, _) = Run(() => SmallTraining.Integration("pcgrad", Weightings.PCGrad()));
        var reader = new RunReader(folder);
        foreach (var epoch in reader.ReadEpochs())
        {
            var trunk = Assert.Single(epoch.Encoders);
            Assert.Equal("trunk", trunk.Key);
            Assert.Equal(6, trunk.Value.Steps);
            Assert.NotNull(trunk.Value.ConflictRate);
            Assert.NotNull(trunk.Value.MeanCosine);
            Assert.NotNull(trunk.Value.LengthRatio);
            Assert.Null(trunk.Value.MultimodalNorm);
            Assert.Null(trunk.Value.UnimodalNorm);
        }
        Assert.All(reader.ReadSteps(), step => Assert.Equal(2, step.Encoders["trunk"].Norms.Count));
        Assert.Equal(12, reader.ReadSteps().Count());
    }

    [Fact]
    public void The_event_file_calls_the_mean_a_mean()
    {
        var (_, folder, _) = Run(() => SmallTraining.Integration("mmpareto", Weightings.MMPareto()));
        var events = File.ReadAllText(Assert.Single(Directory.GetFiles(folder.FullPath, "events.out.tfevents.*")), System.Text.Encoding.Latin1);
        foreach (var tag in (string[])["train/mean/loss", "validation/mean/accuracy", "validation/left/loss", "gradients/trunk/mean_cosine"])
            Assert.Contains(tag, events, StringComparison.Ordinal);
        Assert.DoesNotContain("fused", events, StringComparison.Ordinal);
        Assert.DoesNotContain("modal_norm", events, StringComparison.Ordinal);
    }

    [Fact]
    public void Predictions_have_a_label_and_an_output_for_each_task()
    {
        var (_, _, model) = Run(() => SmallTraining.Uniform());
        using (model)
        {
            var (scores, table) = Evaluator.ScoreEach(model, new FakeTasks(27), stop: TestContext.Current.CancellationToken);
            Assert.Equal(["label.left", "label.right"], table!.LabelNames);
            Assert.Equal(["left", "right"], table.OutputNames);
            Assert.Equal(Enumerable.Range(0, 27).Select(i => i % 3), table.Labels[0]);
            Assert.Equal(Enumerable.Range(0, 27).Select(i => i / 3 % 3), table.Labels[1]);
            Assert.Equal(scores.Fused.Main, table.MainCorrect().Average(), 12);
            Assert.StartsWith("label.left,label.right,left,right\n0,0,", table.ToCsv(), StringComparison.Ordinal);
            Assert.Equal("mean", scores.MainName);
        }
    }

    /// <summary>Dropout draws from libtorch's generator, which the seed sets; scoring in between draws nothing.</summary>
    [Fact]
    public void Runs_with_dropout_and_one_seed_are_equal_and_scoring_does_not_disturb_them()
    {
        TaskHeadOptions heads = new() { HiddenCount = 8 };
        var (first, second) = (Run(() => SmallTraining.Uniform(), heads: heads), Run(() => SmallTraining.Uniform(), heads: heads));
        foreach (var file in (string[])["metrics.jsonl", "gradients.jsonl", "checkpoints/last.safetensors"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(first.Folder.FullPath, file)), File.ReadAllBytes(Path.Combine(second.Folder.FullPath, file)));

        var scored = Run(() => SmallTraining.Uniform(), heads: heads, observer: model => new RecordingObserver
        {
            OnStep = (_, _) => Evaluator.Score(model, new FakeTasks(27), stop: TestContext.Current.CancellationToken),
        });
        Assert.Equal(
            File.ReadAllBytes(first.Folder.LastWeightsFile), File.ReadAllBytes(scored.Folder.LastWeightsFile));
        var other = Run(() => SmallTraining.Uniform(), heads: heads, seed: 1);
        Assert.NotEqual(File.ReadAllBytes(first.Folder.LastWeightsFile), File.ReadAllBytes(other.Folder.LastWeightsFile));
    }

    [Fact]
    public void A_model_of_other_tasks_than_the_data_is_refused()
    {
        using var model = new MultitaskModel("vector", new MLPEncoder(6, 5, 4), ["left", "middle"], 3);
        using var method = SmallTraining.Uniform();
        using var optimizer = new ModelOptimizer(model, new());
        Assert.Equal(
            "data must have the model's tasks, [left, middle]; got [left, right]. (Parameter 'data')",
            Assert.Throws<ArgumentException>(() => new Trainer(model, method, optimizer, FakeTasks.Splits(), new())).Message);
    }

    private (TrainingOutcome Outcome, RunFolder Folder, MultitaskModel Model) Run(
        Func<BalancingMethod> newMethod, int epochs = 2, TaskHeadOptions? heads = null, long seed = 0,
        Func<Model, RecordingObserver>? observer = null)
    {
        var data = FakeTasks.Splits();
        Seeds.SeedInitialWeights(seed);
        var model = new MultitaskModel("vector", new MLPEncoder(6, 16, 8), ["left", "right"], 3, heads);
        using var method = newMethod();
        using var optimizer = new ModelOptimizer(model, new() { LearningRate = 0.03 });
        var folder = RunFolder.Create(_runs.FullPath, "tasks", new ManualClock());
        var trainer = new Trainer(model, method, optimizer, data, new() { Epochs = epochs, BatchSize = 16 }, clock: new ManualClock());
        using var writer = new RunWriter(folder);
        return (trainer.Run(folder, writer, observer?.Invoke(model) ?? new RecordingObserver()), folder, model);
    }
}
