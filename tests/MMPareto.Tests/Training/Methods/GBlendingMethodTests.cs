using MMPareto.Experiments;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Exchange;
using MMPareto.Models.Fusion;
using MMPareto.Runs;
using MMPareto.Tests.Experiments;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Methods.Objective;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Methods;

public sealed class GBlendingMethodTests : IDisposable
{
    private static readonly SmallTraining Three = new() { Data = SmallTraining.Playground(3), Options = new() { Epochs = 1, BatchSize = 16, Seed = 2 } };
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    /// <summary>G = (0.3, 0.2, 0.4), O = (0.1, 0.2, 0.4): G/O² = (30, 5, 2.5), so the weights are (0.8, 2/15, 1/15).</summary>
    [Fact]
    public void Weights_are_those_worked_by_hand()
    {
        BlendedObjective[] objectives =
        [
            new("fused", 1.0, 0.6, 1.1, 0.8),
            new("m0", 1.0, 0.6, 1.2, 1.0),
            new("m1", 1.5, 0.7, 1.5, 1.1),
        ];
        Close.Equal([0.3, 0.2, 0.4], [.. objectives.Select(o => o.Generalisation)], 1e-12);
        Close.Equal([0.1, 0.2, 0.4], [.. objectives.Select(o => o.Overfitting)], 1e-12);
        Close.Equal([0.8, 2.0 / 15, 1.0 / 15], BlendedObjective.Weights(objectives, 0.01), 1e-12);
    }

    /// <summary>Losses of the probe runs are given; every gradient is the weighted sum of those by plain autograd.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_parameter_gets_the_weighted_sum_of_the_gradients(int microBatches)
    {
        using var tiny = new DoubleModel(2);
        using var method = new GBlendingMethod(new());
        method.Begin(tiny.Model);
        var probes = new GivenProbes([(1.0, 0.6, 1.1, 0.8), (1.0, 0.6, 1.2, 1.0), (1.5, 0.7, 1.5, 1.1)], tiny.Names);
        method.BeforeEpoch(new EpochStart(1, tiny.Model, SmallTraining.Playground(), new(), CPU) { Probes = probes });
        double[] w = [0.8, 2.0 / 15, 1.0 / 15];
        Close.Equal(w, method.Weights, 1e-12);

        var gradients = tiny.Step(method, microBatches);
        var fused = tiny.MultimodalGradients();
        Dictionary<string, double[]> Own(int k) =>
            tiny.Autograd(() => nn.functional.cross_entropy(tiny.Model.Predict(tiny.Inputs).Heads[k], tiny.Labels));
        Dictionary<string, double[]>[] own = [Own(0), Own(1)];
        foreach (var (name, gradient) in gradients)
        {
            var expected = new double[gradient.Length];
            foreach (var (part, weight) in new[] { (fused, w[0]), (own[0], w[1]), (own[1], w[2]) })
                if (part.TryGetValue(name, out var values))
                    for (var i = 0; i < expected.Length; i++) expected[i] += weight * values[i];
            Assert.True(Close.Length(expected) > 1e-6, name);
            Close.Equal(expected, gradient, 1e-10);
        }
        Assert.Equal(tiny.Model.named_parameters().Count(), gradients.Count);
    }

    /// <summary>Against whole trainings with each loss alone, and the formula in plain arithmetic.</summary>
    [Fact]
    public void What_is_measured_is_what_training_each_loss_alone_gives()
    {
        GBlendingMethod? used = null;
        (Three with { Method = () => used = new(new() { ProbeEpochs = 2 }) }).Run(_runs["a"]);
        using var model = Three.NewModel();
        var stop = TestContext.Current.CancellationToken;
        var (train, validation) = (Evaluator.Score(model, Three.Data.Train, stop: stop), Evaluator.Score(model, Three.Data.Validation, stop: stop));
        string[] names = ["fused", "m1", "m2", "m3"];
        Assert.Equal(names, used!.Measured.Select(measured => measured.Name));
        var shares = new double[4];
        for (var i = 0; i < 4; i++)
        {
            double Loss(EvaluationRecord scores) => (i == 0 ? scores.Fused : scores.Modalities[names[i]]).Loss!.Value;
            var alone = (Three with
            {
                Method = () => new OneLoss(i - 1),
                Options = Three.Options with { Epochs = 2, Seed = ~Three.Options.Seed }, // the order of probe runs
            }).Run(_runs[$"alone{i}"]);
            var measured = used.Measured[i];
            Assert.Equal((Loss(train), Loss(validation)), (measured.TrainBefore, measured.ValidationBefore));
            Assert.Equal(Loss(alone.Epochs[^1].Validation), measured.ValidationAfter);
            using var trained = Load(alone.Folder);
            Assert.Equal(Loss(Evaluator.Score(trained, Three.Data.Train, stop: stop)), measured.TrainAfter);

            var gain = Math.Max(Loss(validation) - Loss(alone.Epochs[^1].Validation), 0);
            var gap = measured.ValidationAfter - measured.TrainAfter - (measured.ValidationBefore - measured.TrainBefore);
            shares[i] = gain / Math.Pow(Math.Max(gap, 0.01), 2);
        }
        Close.Equal([.. shares.Select(share => share / shares.Sum())], used.Weights, 1e-9);
        Assert.True(used.Weights.Max() > used.Weights.Min() + 0.01);
    }

    /// <summary>A training with the same weights from the start, which never probes, ends with the same bits.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void Probe_runs_leave_no_trace_in_the_training(int samples)
    {
        GBlendingMethod? used = null;
        var training = Three with { Options = Three.Options with { Epochs = 2 } };
        var blended = (training with { Method = () => used = new(new() { ProbeSamples = samples }) }).Run(_runs["a"]);
        var plain = (training with { Method = () => new Weighted(used!.Weights) }).Run(_runs["b"]);
        Assert.Equal(File.ReadAllBytes(plain.Folder.LastWeightsFile), File.ReadAllBytes(blended.Folder.LastWeightsFile));
        Assert.Equal(File.ReadAllText(plain.Folder.MetricsFile), File.ReadAllText(blended.Folder.MetricsFile));
    }

    [Fact]
    public void Weights_are_measured_anew_with_each_super_epoch_and_kept_within_it()
    {
        using var tiny = new DoubleModel(2);
        using var method = new GBlendingMethod(new() { SuperEpoch = 3 });
        method.Begin(tiny.Model);
        List<int> probed = [];
        for (var epoch = 1; epoch <= 8; epoch++)
        {
            var probes = new GivenProbes([(1, 0.9, 1, 0.9 - (epoch * 0.01)), (1, 0.9, 1, 0.9), (1, 0.9, 1, 0.9)], tiny.Names);
            var before = method.Weights;
            method.BeforeEpoch(new EpochStart(epoch, tiny.Model, SmallTraining.Playground(), new(), CPU) { Probes = probes });
            if (probes.Runs == 3) probed.Add(epoch);
            else Assert.Equal((0, before), (probes.Runs, method.Weights));
        }
        Assert.Equal([1, 4, 7], probed);
        Assert.Equal(
            "g-blending trained 9 epochs more than it shows, to weigh its 3 losses: each alone, 1 epoch long, 3 times", method.Notes[0]);
        Assert.StartsWith("weights of the losses in g-blending from epoch 7 on: fused 0.", method.Notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_got_worse_counts_nothing_and_what_did_not_overfit_counts_as_little_overfit()
    {
        static IReadOnlyList<double> Of(double smallest, params (double G, double O)[] pairs) => BlendedObjective.Weights(
            [.. pairs.Select(pair => new BlendedObjective("", 5, 5 - pair.G - pair.O, 5, 5 - pair.G))], smallest);
        Close.Equal([0.5, 0.5, 0], Of(0.5, (1, 1), (1, 1), (-4, 0.5)), 1e-9);
        Close.Equal([0.2, 0.8], Of(0.5, (1, 1), (1, -3)), 1e-9); // 1/1² against 1/0.5²
        Close.Equal([0.2, 0.8], Of(0.5, (1, 1), (1, 0)), 1e-9);
        Assert.Equal([1.0 / 3, 1.0 / 3, 1.0 / 3], Of(0.5, (-1, 1), (0, 2), (-0.1, -2)));
        var random = new Random(3);
        for (var i = 0; i < 1000; i++)
        {
            double Number() => (random.NextDouble() - 0.3) * Math.Pow(10, random.Next(-12, 12));
            var weights = Of(Math.Pow(10, random.Next(-30, 3)), (Number(), Number()), (Number(), Number()), (Number(), Number()));
            Assert.Equal(1, weights.Sum(), 1e-12);
            Assert.All(weights, weight => Assert.InRange(weight, 0, 1));
        }
    }

    [Fact]
    public void A_loss_that_is_not_finite_after_its_probe_run_is_an_error()
    {
        using var tiny = new DoubleModel(2);
        using var method = new GBlendingMethod(new());
        method.Begin(tiny.Model);
        var probes = new GivenProbes([(1, 0.9, 1, 0.9), (1, 0.9, 1, double.NaN), (1, 0.9, 1, 0.9)], tiny.Names);
        Assert.Equal(
            "g-blending: the loss of m0 around its probe run must be finite; got NaN. Lower the learning rate, or check the inputs.",
            Assert.Throws<MMPareto.Gradients.NumericalException>(() => method.BeforeEpoch(
                new EpochStart(1, tiny.Model, SmallTraining.Playground(), new(), CPU) { Probes = probes })).Message);
    }

    [Fact]
    public void Training_that_is_to_end_ends_in_the_probe_run_and_keeps_no_epoch()
    {
        using var stop = new CancellationTokenSource();
        var observer = new StoppingObserver(stop);
        var stopped = (Three with { Method = () => new GBlendingMethod(new()), Observer = observer, Stop = stop.Token }).Run(_runs["a"]);
        Assert.Equal((0, StopReason.Interrupted), (stopped.Outcome.Epochs, stopped.Outcome.StoppedBy));
        Assert.False(observer.SawStep);
        using var model = Three.NewModel();
        Assert.Equal(SmallTraining.Weights(model), stopped.Weights);
    }

    [Fact]
    public void Models_and_settings_that_it_cannot_train_with_are_refused_with_the_reason()
    {
        using var method = new GBlendingMethod(new());
        using var tasks = new MultitaskModel("image", new MLPEncoder(4, 3, 2), ["left", "right"], 3);
        using var ensemble = (Three with { Ensemble = true }).NewModel();
        Assert.Equal("balances the modalities of one task; this model has several tasks on a shared trunk", method.Refuse(tasks));
        Assert.Equal("weighs the loss of a fused head; the ensemble has no fused head (set model.fusion to concatenation)", method.Refuse(ensemble));
        using var exchanging = Exchanging();
        Assert.Equal(
            "trains each modality alone to weigh it; in this model encoders exchange information (set model.exchange to none)", method.Refuse(exchanging));
        using var wrong = new GBlendingMethod(new() { SuperEpoch = 0, ProbeEpochs = 0, ProbeSamples = -1, SmallestOverfitting = 0 });
        using var model = Three.NewModel();
        Assert.Null(method.Refuse(model));
        Assert.Equal(
            "SuperEpoch must be at least 1; got 0. ProbeEpochs must be at least 1; got 0. ProbeSamples must be at least 0; got -1. "
            + "SmallestOverfitting must be a finite number above 0; got 0.",
            Assert.Throws<ArgumentException>(() => wrong.Begin(model)).Message);
        Assert.Equal("GBlendingMethod needs probe runs; train it with the Trainer.", Assert.Throws<InvalidOperationException>(
            () => method.BeforeEpoch(new EpochStart(1, model, Three.Data, Three.Options, CPU))).Message);
        Assert.Equal("GBlendingMethod needs weights; call BeforeEpoch first.",
            Assert.Throws<InvalidOperationException>(() => method.Accumulate(new Objectives(null, []))).Message);
    }

    [Fact]
    public void A_whole_run_repeats_bit_by_bit_obeys_its_settings_and_tells_its_weights()
    {
        string[] settings = ["method.name=g-blending", "data.modalities=3", "training.micro_batches=2", "optimizer.clip_norm=1"];
        var (run, again) = (Run("a", settings), Run("b", [.. settings, "training.workers=0"]));
        Assert.Equal(File.ReadAllBytes(run.Folder.LastWeightsFile), File.ReadAllBytes(again.Folder.LastWeightsFile));
        Assert.Contains(run.Summary!.Notes, note => note.StartsWith("weights of the losses in g-blending from epoch 1 on: fused ", StringComparison.Ordinal));
        foreach (var other in (string[])
            ["method.gblending_super_epoch=2", "method.gblending_probe_epochs=3", "method.gblending_probe_samples=20", "method.gblending_smallest_overfitting=1e-6"])
        {
            var changed = Run($"c{other.Length}", [.. settings, other]);
            Assert.NotEqual(File.ReadAllBytes(run.Folder.LastWeightsFile), File.ReadAllBytes(changed.Folder.LastWeightsFile));
        }
    }

    private ExperimentResult Run(string folder, params string[] settings) => Experiment.Run(
        PlaygroundRun.Read(settings), _runs[folder], "", new RecordingObserver(), new ManualClock(), TestContext.Current.CancellationToken);

    private static MultimodalModel Exchanging()
    {
        ConvEncoder[] encoders = [new(1, new() { Channels = [16, 16] }), new(1, new() { Channels = [16, 16] })];
        return new([("m1", encoders[0]), ("m2", encoders[1])], new ConcatenationFusion([16, 16]), 3, new MMTMExchange(encoders[0], encoders[1]));
    }

    private static MultimodalModel Load(RunFolder folder)
    {
        var model = Three.NewModel();
        MMPareto.Training.Checkpoints.Checkpoint.Load(folder.LastWeightsFile, model);
        return model;
    }

    /// <summary>Trains the fused head's loss (−1) or one own head's alone.</summary>
    private sealed class OneLoss(int head) : BalancingMethod
    {
        public override string Name => "one-loss";

        public override void Accumulate(Objectives objectives) => (head < 0 ? objectives.Multimodal! : objectives.Heads[head]!).backward();
    }

    /// <summary>A sum of all losses with fixed weights.</summary>
    private sealed class Weighted(IReadOnlyList<double> weights) : BalancingMethod
    {
        public override string Name => "weighted";

        public override void Accumulate(Objectives objectives) =>
            base.Accumulate(new(objectives.Multimodal! * weights[0], [.. objectives.Heads.Select((loss, k) => loss! * weights[k + 1])]));
    }

    /// <summary>Probe runs whose losses are given, in the order in which they are asked for.</summary>
    private sealed class GivenProbes(
        (double TrainBefore, double TrainAfter, double ValidationBefore, double ValidationAfter)[] losses, IReadOnlyList<string> names) : IProbeRuns
    {
        public int Runs { get; private set; }

        public ProbeScores Score(ProbeOptions options) =>
            new(Scores(i => losses[i].TrainBefore), Scores(i => losses[i].ValidationBefore));

        public ProbeScores ScoreAfter(BalancingMethod method, ProbeOptions options)
        {
            Runs++;
            return new(Scores(i => losses[i].TrainAfter), Scores(i => losses[i].ValidationAfter));
        }

        private EvaluationRecord Scores(Func<int, double> loss)
        {
            ScoreRecord Of(int i) => new() { Accuracy = 0.5, MacroF1 = 0.5, Loss = loss(i) };
            return new() { Fused = Of(0), Modalities = names.Select((name, k) => (name, Of(k + 1))).ToDictionary() };
        }
    }

    /// <summary>Asks for the end with the first note, which comes before the first probe run.</summary>
    private sealed class StoppingObserver(CancellationTokenSource stop) : ITrainingObserver
    {
        public bool SawStep { get; private set; }

        public void RunStarted(TrainingPlan plan)
        {
        }

        public void StepFinished(int epoch, int step) => SawStep = true;

        public void EpochFinished(EpochRecord epoch, TimingRecord timing, bool isBest)
        {
        }

        public void Note(string sentence) => stop.Cancel();
    }
}
