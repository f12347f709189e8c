using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Experiments;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Tests.Experiments;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Methods.Objective;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Methods;

public sealed class PMRMethodTests : IDisposable
{
    private const int Classes = 3;
    private static readonly PMROptions Whole = new() { PrototypeShare = 1, Alpha = 0.7, EntropyWeight = 0.3, EntropyEpochs = 1 };
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    /// <summary>Class means by hand in double; in the second epoch a fifth of the old ones is in them.</summary>
    [Fact]
    public void Prototypes_are_class_means_that_move_with_momentum()
    {
        using var scope = NewDisposeScope();
        var training = new SmallTraining { Data = SmallTraining.Playground(train: 50) };
        using var model = training.NewModel();
        using var method = Begun(model, training, Whole with { Momentum = 0.2 });
        var first = Means(model, training.Data.Train);
        Same(first, method);

        using (no_grad())
            foreach (var parameter in model.parameters()) parameter.mul_(1.5);
        method.BeforeEpoch(Epoch(2, model, training));
        Same([.. first.Zip(Means(model, training.Data.Train), (old, mean) => old.Zip(mean, (a, b) => (0.2 * a) + (0.8 * b)).ToArray())], method);
        Assert.True(model.training);
    }

    /// <summary>The auxiliary loss from its definition in plain arithmetic, for two modalities by the formulas of the paper.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_auxiliary_loss_is_that_of_the_paper_for_two_modalities(int epoch)
    {
        using var scope = NewDisposeScope();
        var training = new SmallTraining { Data = SmallTraining.Playground(train: 50) };
        using var model = training.NewModel();
        using var method = Begun(model, training, Whole);
        method.BeforeEpoch(Epoch(epoch, model, training));
        using var batch = Read(training.Data.Train, 16);
        var objectives = Objectives(method, model, batch);

        var p = Probabilities(method, model, batch);
        var rho = p[0].Right.Sum() / p[1].Right.Sum();
        Assert.True(Math.Abs(rho - 1) > 0.01);
        var (beta, gamma) = (Math.Clamp((1 / rho) - 1, 0, 1), Math.Clamp(rho - 1, 0, 1));
        var expected = (0.7 * beta * p[0].CrossEntropy) + (0.7 * gamma * p[1].CrossEntropy);
        if (epoch == 1) expected -= 0.3 * ((gamma * p[0].Entropy) + (beta * p[1].Entropy));
        Assert.Equal(expected, objectives.Auxiliary!.item<float>(), 1e-5);
        Assert.Equal(
            nn.functional.cross_entropy(model.Predict(batch.Inputs).Fused!, batch.Labels).item<float>(), objectives.Multimodal!.item<float>(), 1e-6);
    }

    [Fact]
    public void More_modalities_are_each_held_against_the_mean_of_the_others()
    {
        using var scope = NewDisposeScope();
        var training = new SmallTraining { Data = SmallTraining.Playground(3, train: 50) };
        using var model = training.NewModel();
        using var method = Begun(model, training, Whole);
        using var batch = Read(training.Data.Train, 16);
        var p = Probabilities(method, model, batch);
        var expected = 0.0;
        for (var k = 0; k < 3; k++)
        {
            var own = p[k].Right.Sum();
            var others = p.Where((_, j) => j != k).Average(each => each.Right.Sum());
            expected += 0.7 * Math.Clamp((others / own) - 1, 0, 1) * p[k].CrossEntropy;
            expected -= 0.3 * Math.Clamp((own / others) - 1, 0, 1) * p[k].Entropy;
        }
        Assert.True(Math.Abs(expected) > 1e-4);
        Assert.Equal(expected, Objectives(method, model, batch).Auxiliary!.item<float>(), 1e-5);
    }

    /// <summary>Against −α β ∂ log p/∂z by hand: the slow encoder gets it on top of the gradient of joint, the other encoder does not.</summary>
    [Fact]
    public void Only_the_slow_modality_is_pulled_and_along_the_gradient_of_its_prototype_loss()
    {
        using var scope = NewDisposeScope();
        var training = new SmallTraining { Data = SmallTraining.Playground(train: 50) };
        using var model = training.NewModel();
        using var method = Begun(model, training, Whole with { EntropyEpochs = 0 });
        using var joint = new JointMethod();
        using var batch = Read(training.Data.Train, 16);
        var p = Probabilities(method, model, batch);
        var slow = p[0].Right.Sum() < p[1].Right.Sum() ? 0 : 1;
        var weight = 0.7 * Math.Min((p[1 - slow].Right.Sum() / p[slow].Right.Sum()) - 1, 1);

        var (with, without) = (Gradients(method, model, batch), Gradients(joint, model, batch));
        foreach (var parameter in model.parameters()) parameter.grad = null;
        var centres = method.Prototypes[slow];
        var distances = cdist(model.Encode(batch.Inputs)[slow], centres);
        (nn.functional.cross_entropy(-distances, batch.Labels) * weight).backward();
        var pull = model.Encoders[slow].parameters().SelectMany(LinearEncoder.GradientOf).ToArray();

        Assert.True(Close.Length(pull) > 1e-4);
        Close.Equal([.. with[slow].Zip(without[slow], (a, b) => a - b)], pull, 1e-3);
        Close.Equal(without[1 - slow], with[1 - slow], 1e-6);
        Close.Equal(without[2], with[2], 1e-6); // heads
    }

    [Fact]
    public void Equal_modalities_are_left_alone()
    {
        using var scope = NewDisposeScope();
        var training = new SmallTraining { Data = Fake(30, (index, _) => index % 3) };
        using var model = training.NewModel();
        using (no_grad())
            foreach (var (a, b) in model.Encoders[0].parameters().Zip(model.Encoders[1].parameters())) b.copy_(a);
        using var method = Begun(model, training, Whole);
        using var batch = Read(training.Data.Train, 8);
        Assert.Null(Objectives(method, model, batch).Auxiliary);
    }

    /// <summary>Class 2 is absent at first, then present, then absent again: no prototype, one, and the same one still.</summary>
    [Fact]
    public void A_class_without_samples_keeps_its_prototype_and_never_gives_what_is_not_finite()
    {
        using var scope = NewDisposeScope();
        DatasetSplits Of(int classes) => Fake(30, (index, _) => index % classes);
        var two = new SmallTraining { Data = Of(2) };
        using var model = two.NewModel();
        using (no_grad()) model.Encoders[0].parameters().Last().add_(0.5); // unlike the other modality
        using var method = Begun(model, two, Whole with { Momentum = 0 });
        using var batch = Read(Of(3).Train, 9);

        var gradients = Gradients(method, model, batch); // holds samples of the class that has no prototype
        Assert.All(gradients, g => Assert.All(g, value => Assert.True(double.IsFinite(value))));
        Assert.Equal(0, method.Prototypes[0][2].abs().sum().item<float>());
        Assert.True(float.IsFinite(Objectives(method, model, batch).Auxiliary!.item<float>()));

        method.BeforeEpoch(Epoch(2, model, two with { Data = Of(3) }));
        var known = method.Prototypes[0][2].data<float>().ToArray();
        Assert.Contains(known, value => value != 0);
        method.BeforeEpoch(Epoch(3, model, two));
        Assert.Equal(known, method.Prototypes[0][2].data<float>().ToArray());
    }

    /// <summary>One sample a class: each is its own prototype, where the root of the squared distance has no finite slope.</summary>
    [Fact]
    public void A_feature_on_its_prototype_has_a_finite_gradient()
    {
        using var scope = NewDisposeScope();
        var training = new SmallTraining { Data = Fake(3, (index, _) => index) };
        using var model = training.NewModel();
        using var method = Begun(model, training, Whole);
        using var batch = Read(training.Data.Train, 3);
        var p = Probabilities(method, model, batch);
        Assert.True(p[0].Right.Zip(p[1].Right, (a, b) => Math.Abs(a - b)).Max() > 1e-3);
        Assert.All(method.Prototypes, centres => Assert.True(float.IsFinite(centres.sum().item<float>())));
        Assert.NotNull(Objectives(method, model, batch).Auxiliary);
        Assert.All(Gradients(method, model, batch), g => Assert.All(g, value => Assert.True(double.IsFinite(value))));
    }

    /// <summary>The other parts refuse to be read.</summary>
    [Fact]
    public void Prototypes_come_from_a_tenth_of_the_training_set_drawn_anew_each_epoch()
    {
        using var scope = NewDisposeScope();
        List<int> read = [];
        var train = new FakeDataset(200, (index, _, _) => { lock (read) read.Add(index); return index; }, (index, _) => index % 3);
        var forbidden = new FakeDataset(50, (_, _, _) => throw new InvalidOperationException("not this part."), (_, _) => 0);
        var training = new SmallTraining
        {
            Data = SmallTraining.Playground() with { Train = train, Validation = forbidden, Test = forbidden },
            Options = new() { Workers = 0, Seed = 4 },
        };
        using var model = training.NewModel();
        int[] Drawn(int epoch)
        {
            read.Clear();
            using var method = new PMRMethod(new());
            method.BeforeEpoch(Epoch(epoch, model, training));
            return [.. read.Distinct()];
        }
        var (first, second) = (Drawn(1), Drawn(2));
        Assert.Equal((20, 20), (first.Length, second.Length));
        Assert.Equal(first, Drawn(1));
        Assert.NotEqual(first.Order(), second.Order());
    }

    [Fact]
    public void A_whole_run_repeats_bit_by_bit_and_differs_from_joint()
    {
        string[] settings = ["data.modalities=3", "training.epochs=2"];
        var (run, again, joint) = (Run("a", ["method.name=pmr", .. settings]), Run("b", ["method.name=pmr", .. settings]), Run("c", ["method.name=joint", .. settings]));
        Assert.Equal(run, again);
        Assert.NotEqual(run, joint);
        Assert.Equal(joint, Run("d", ["method.name=pmr", "method.pmr_alpha=0", "method.pmr_entropy_weight=0", .. settings]));
    }

    [Fact]
    public void Settings_out_of_range_and_models_that_it_cannot_train_are_refused()
    {
        using var wrong = new PMRMethod(new() { Alpha = -1, Momentum = 1, PrototypeShare = 0, EntropyWeight = -2, EntropyEpochs = -3 });
        using var one = new MultimodalModel([("m1", new MLPEncoder(2, 2, 2))], new MMPareto.Models.Fusion.ConcatenationFusion([2]), 2);
        using var tasks = new MultitaskModel("image", new MLPEncoder(4, 3, 2), ["left", "right"], 3);
        Assert.Equal(
            "Alpha must be at least 0; got -1. Momentum must be from 0 to below 1; got 1. PrototypeShare must be above 0 up to 1; got 0. "
            + "EntropyWeight must be at least 0; got -2. EntropyEpochs must be at least 0; got -3.",
            Assert.Throws<ArgumentException>(() => wrong.Begin(one)).Message);
        Assert.Equal("compares modalities, so it needs two or more; this model has one", wrong.Refuse(one));
        Assert.Equal("balances the modalities of one task; this model has several tasks on a shared trunk", wrong.Refuse(tasks));
    }

    private byte[] Run(string folder, string[] settings) => File.ReadAllBytes(Experiment.Run(
        PlaygroundRun.Read(settings), _runs[folder], "", new RecordingObserver(), new ManualClock(),
        TestContext.Current.CancellationToken).Folder.LastWeightsFile);

    private static PMRMethod Begun(MultimodalModel model, SmallTraining training, PMROptions options)
    {
        var method = new PMRMethod(options);
        model.train();
        method.Begin(model);
        method.BeforeEpoch(Epoch(1, model, training));
        return method;
    }

    private static EpochStart Epoch(int epoch, MultimodalModel model, SmallTraining training) =>
        new(epoch, model, training.Data, training.Options, CPU);

    private static DatasetSplits Fake(int count, Func<int, int, int> label) => SmallTraining.Playground() with
    {
        Train = new FakeDataset(count, (index, _, _) => (index % 7) - 3, label),
    };

    private static MultimodalBatch Read(IMultimodalDataset data, int count) =>
        new BatchReader(data).Read([.. Enumerable.Range(0, count)], TestContext.Current.CancellationToken);

    private static Objectives Objectives(BalancingMethod method, MultimodalModel model, MultimodalBatch batch) =>
        method.ComputeObjectives(method.Forward(model, batch.Inputs, batch.Labels, null), batch.Labels);

    /// <summary>Gradients of both encoders, and of all heads.</summary>
    private static double[][] Gradients(BalancingMethod method, MultimodalModel model, MultimodalBatch batch)
    {
        foreach (var parameter in model.parameters()) parameter.grad = null;
        method.Accumulate(Objectives(method, model, batch));
        var heads = model.named_parameters().Where(p => p.name.StartsWith("head", StringComparison.Ordinal)).Select(p => p.parameter);
        return [.. model.Encoders.Select(encoder => encoder.parameters()).Append(heads)
            .Select(parameters => parameters.SelectMany(LinearEncoder.GradientOf).ToArray())];
    }

    private static double[][] Features(MultimodalModel model, MultimodalBatch batch, int k)
    {
        using var _ = no_grad();
        var features = model.Encode(batch.Inputs)[k];
        return [.. Enumerable.Range(0, batch.Size).Select(i => features[i].data<float>().Select(x => (double)x).ToArray())];
    }

    /// <summary>Means of all samples of a class, one class after the other, for each modality.</summary>
    private static double[][] Means(MultimodalModel model, IMultimodalDataset data)
    {
        using var batch = Read(data, data.Count);
        return [.. model.Encoders.Select((_, k) =>
        {
            var features = Features(model, batch, k);
            return Enumerable.Range(0, Classes).SelectMany(c =>
            {
                var members = features.Where((_, i) => data.LabelOf(i) == c).ToArray();
                return Enumerable.Range(0, members[0].Length).Select(d => members.Average(z => z[d]));
            }).ToArray();
        })];
    }

    private static void Same(double[][] expected, PMRMethod method)
    {
        foreach (var (values, centres) in expected.Zip(method.Prototypes))
            Close.Equal(values, [.. centres.data<float>().Select(x => (double)x)], 1e-5);
    }

    /// <summary>Of each modality: probability of the right class of each sample, mean cross-entropy, mean entropy.</summary>
    private static (double[] Right, double CrossEntropy, double Entropy)[] Probabilities(
        PMRMethod method, MultimodalModel model, MultimodalBatch batch)
    {
        var labels = batch.Labels.data<long>().ToArray();
        return [.. method.Prototypes.Select((prototypes, k) =>
        {
            var centres = Enumerable.Range(0, Classes).Select(c => prototypes[c].data<float>().Select(x => (double)x).ToArray()).ToArray();
            var all = Features(model, batch, k).Select(z =>
            {
                var weights = centres.Select(c => Math.Exp(-Close.Length(z.Zip(c, (a, b) => a - b)))).ToArray();
                return weights.Select(w => w / weights.Sum()).ToArray();
            }).ToArray();
            var right = all.Select((p, i) => p[labels[i]]).ToArray();
            return (right, right.Average(p => -Math.Log(p)), all.Average(p => p.Sum(x => -x * Math.Log(x))));
        })];
    }
}
