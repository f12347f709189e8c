using MMPareto.Experiments;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Tests.Experiments;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Methods.Objective;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Methods;

public sealed class UnimodalOnlyMethodTests : IDisposable
{
    private static readonly string[] Short =
        ["method.name=unimodal-only", "training.epochs=2", "data.train_size=60", "data.modalities=3"];

    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    /// <summary>Probabilities by hand: (p_1 + p_2)/2 of logits (0, ln 3) and (ln 4, 0) is (0.525, 0.475).</summary>
    [Fact]
    public void The_fused_output_is_the_mean_of_the_probabilities()
    {
        using var scope = NewDisposeScope();
        using var model = Model(2, 2);
        Set(model, "heads.m0", [0, 0], [0, Math.Log(3)]);
        Set(model, "heads.m1", [0, 0], [Math.Log(4), 0]);
        var output = model.Decode([ones(1, 1), ones(1, 1)]);
        Assert.Equal([0.525f, 0.475f], output.Fused!.exp().data<float>().ToArray(), (e, a) => Math.Abs(e - a) < 1e-6);
        Assert.True(output.Fused.allclose(model.Fuse(output.Features)));
        Assert.Equal(-Math.Log(0.475), HeadLosses.Of(output, tensor(new long[] { 1 })).Multimodal!.item<float>(), 1e-6);
    }

    [Fact]
    public void Logits_of_any_size_give_finite_fused_logits()
    {
        using var scope = NewDisposeScope();
        using var model = Model(2, 2);
        Set(model, "heads.m0", [0, 0], [0, 3000]);
        Set(model, "heads.m1", [0, 0], [1000, 0]);
        Assert.Equal([-Math.Log(2), -Math.Log(2)], model.Fuse([ones(1, 1), ones(1, 1)]).data<float>().Select(x => (double)x),
            (e, a) => Math.Abs(e - a) < 1e-5);
    }

    /// <summary>Every gradient is that of the parameter's own loss, computed by plain autograd.</summary>
    [Fact]
    public void Each_modality_learns_from_its_own_loss_alone()
    {
        using var scope = NewDisposeScope();
        using var model = Model(3, 3);
        using var method = new UnimodalOnlyMethod();
        var inputs = Enumerable.Range(0, 3).ToDictionary(k => $"m{k}", k => (arange(8).to(float32).reshape(4, 2) / 5) - k);
        var labels = tensor(new long[] { 0, 1, 2, 1 });

        method.Begin(model);
        var objectives = method.ComputeObjectives(method.Forward(model, inputs, labels, null), labels);
        method.Accumulate(objectives);
        Assert.Empty(method.Combine());
        var gradients = Gradients(model);

        for (var k = 0; k < 3; k++)
        {
            foreach (var parameter in model.parameters()) parameter.grad = null;
            nn.functional.cross_entropy(model.Predict(inputs).Heads[k], labels).backward();
            var own = Gradients(model);
            Assert.Equal(6, own.Count);
            Assert.All(own, entry => Assert.Contains($".m{k}.", entry.Key, StringComparison.Ordinal));
            Assert.All(own, entry => Close.Equal(entry.Value, gradients[entry.Key], 1e-6));
            Assert.True(own.Values.Sum(Close.Length) > 1e-2);
        }
        Assert.Equal(18, gradients.Count);
    }

    /// <summary>A run of the first modality alone ends with the same parameters as in company.</summary>
    [Fact]
    public void Company_changes_nothing()
    {
        var together = new SmallTraining { Ensemble = true, Method = () => new UnimodalOnlyMethod() };
        var silenced = together with { Prepare = model => { foreach (var p in model.Encoders[1].parameters()) p.zero_(); } };
        var (a, b) = (together.Run(_runs["a"]), silenced.Run(_runs["b"]));
        foreach (var part in new[] { "encoders.m1.", "heads.m1." }) Assert.Equal(a.Of(part), b.Of(part));
        Assert.NotEqual(a.Of("encoders.m2."), b.Of("encoders.m2."));
        Assert.NotEqual(a.Epochs[^1].Validation.Fused, b.Epochs[^1].Validation.Fused);
    }

    /// <summary>The loss and accuracy that the record has of the fused output are those of the ensemble, in training too.</summary>
    [Fact]
    public void Training_records_tell_the_truth_of_the_ensemble()
    {
        var training = new SmallTraining
        {
            Ensemble = true,
            Method = () => new UnimodalOnlyMethod(),
            Data = SmallTraining.Playground(train: 40),
            Options = new() { Epochs = 1, BatchSize = 10, Schedule = _ => 0 },
        };
        using var model = training.NewModel();
        var expected = Evaluator.Score(model, training.Data.Train, stop: TestContext.Current.CancellationToken);
        var epoch = training.Run(_runs["a"]).Epochs[0];
        Assert.Equal(expected.Fused.Loss!.Value, epoch.Train.Fused.Loss, 1e-5);
        Assert.Equal(expected.Fused.Main, epoch.Train.Fused.Main, 12);
        Assert.Equal(expected.Modalities["m2"].Loss!.Value, epoch.Train.Modalities["m2"].Loss, 1e-5);
        Assert.DoesNotContain(model.state_dict().Keys, name => name.StartsWith("head.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_whole_run_can_be_evaluated_again_and_repeats_bit_by_bit()
    {
        var (run, again) = (Run("a", Short), Run("b", Short));
        var scores = Experiment.Evaluate(run.Folder, "best", "test", _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(run.Summary!.Test.Fused, scores.Fused);
        Assert.Equal(File.ReadAllBytes(run.Folder.LastWeightsFile), File.ReadAllBytes(again.Folder.LastWeightsFile));
        Assert.Equal(run.Summary.Parameters, again.Summary!.Parameters);
        Assert.Contains(
            "the fused output of unimodal-only is the ensemble of the own heads: the mean of their probabilities (or numbers); nothing is trained on it",
            run.Summary.Notes);
    }

    [Fact]
    public void An_ensemble_may_be_trained_by_a_gradient_method()
    {
        var run = Run("a", "method.name=mmpareto", "model.fusion=ensemble", "training.epochs=2");
        Assert.True(double.IsFinite(run.Summary!.Test.Fused.Loss!.Value));
    }

    [Fact]
    public void Fusions_that_make_no_sense_are_refused()
    {
        string Refusal(params string[] settings) => Assert.Throws<ConfigException>(() => Run("a", settings)).Message;
        Assert.Equal(
            "--set method.name must be a method that can train this model; got unimodal-only, which trains the own heads alone and would "
            + "leave a fused head at its first values; its fused output is their ensemble (set model.fusion to auto or ensemble).",
            Refusal("method.name=unimodal-only", "model.fusion=concatenation"));
        Assert.Equal(
            "--set method.name must be a method that can train this model; got joint, which trains a fused head, while its own heads only "
            + "watch; the ensemble has no fused head (set model.fusion to concatenation).",
            Refusal("method.name=joint", "model.fusion=ensemble"));
        using var tasks = new MultitaskModel("image", new MLPEncoder(4, 3, 2), ["left", "right"], 3);
        using var method = new UnimodalOnlyMethod();
        Assert.Equal("balances the modalities of one task; this model has several tasks on a shared trunk", method.Refuse(tasks));
    }

    [Theory]
    [InlineData("unimodal-only", "auto", true)]
    [InlineData("joint", "auto", false)]
    [InlineData("mmpareto", "ensemble", true)]
    [InlineData("unimodal-only", "concatenation", false)]
    public void The_method_decides_the_fusion_unless_the_configuration_does(string method, string fusion, bool ensemble)
    {
        var config = PlaygroundRun.Read($"method.name={method}", $"model.fusion={fusion}");
        using var model = ModelBuilder.Build(config, SmallTraining.Playground().Train);
        Assert.Equal(ensemble, Assert.IsType<MultimodalModel>(model).IsEnsemble);
    }

    private ExperimentResult Run(string folder, params string[] settings) => Experiment.Run(
        PlaygroundRun.Read(settings), _runs[folder], "", new RecordingObserver(), new ManualClock(), TestContext.Current.CancellationToken);

    private static MultimodalModel Model(int modalities, int classes)
    {
        Seeds.SeedInitialWeights(0);
        return new([.. Enumerable.Range(0, modalities).Select(k => ($"m{k}", (Encoder)new MLPEncoder(2, 3, modalities == 2 ? 1 : 3)))], null, classes);
    }

    private static void Set(MultimodalModel model, string head, double[] weights, double[] biases)
    {
        using var _ = no_grad();
        model.get_parameter($"{head}.weight")!.copy_(tensor(weights).to(float32).reshape(2, 1));
        model.get_parameter($"{head}.bias")!.copy_(tensor(biases).to(float32));
    }

    private static Dictionary<string, double[]> Gradients(MultimodalModel model) => model.named_parameters()
        .Where(p => p.parameter.grad is not null)
        .ToDictionary(p => p.name, p => p.parameter.grad!.data<float>().Select(x => (double)x).ToArray());
}
