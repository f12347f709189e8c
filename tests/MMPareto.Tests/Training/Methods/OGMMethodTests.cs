using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Tests.Experiments;
using MMPareto.Tests.Support;
using MMPareto.Training.Methods.Gradient;
using MMPareto.Training.Methods.Objective;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Methods;

public sealed class OGMMethodTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    /// <summary>Every number from plain autograd and the definition: parts of the fused head, softmax, sums, tanh.</summary>
    [Theory]
    [InlineData(2, 0.3)]
    [InlineData(2, 0.8)]
    [InlineData(3, 0.3)]
    [InlineData(4, 0.1)]
    public void Weights_of_an_encoder_get_kappa_times_their_gradient_and_all_else_the_plain_one(int modalities, double alpha)
    {
        using var tiny = new DoubleModel(modalities);
        var plain = tiny.MultimodalGradients();
        var kappa = Kappa(Scores(tiny), alpha);
        using var method = new OGMMethod(new() { Alpha = alpha });
        method.Begin(tiny.Model);
        var gradients = tiny.Step(method);

        Close.Equal(kappa, method.Coefficients, 1e-12);
        Assert.Contains(kappa, k => k < 0.95);
        Assert.Contains(kappa, k => k == 1);
        for (var k = 0; k < modalities; k++)
            foreach (var layer in new[] { "hidden", "output" })
            {
                var (weight, bias) = ($"encoders.m{k}.{layer}.weight", $"encoders.m{k}.{layer}.bias");
                Close.Equal([.. plain[weight].Select(g => kappa[k] * g)], gradients[weight], 1e-12);
                Close.Equal(plain[bias], gradients[bias], 1e-12);
                Assert.True(Close.Length(plain[weight]) > 1e-4);
            }
        foreach (var name in new[] { "head.weight", "head.bias" }) Close.Equal(plain[name], gradients[name], 1e-12);
    }

    [Fact]
    public void The_own_heads_learn_on_detached_features()
    {
        using var tiny = new DoubleModel(2);
        using var method = new OGMMethod(new());
        method.Begin(tiny.Model);
        var gradients = tiny.Step(method);
        for (var k = 0; k < 2; k++)
        {
            var own = tiny.Autograd(() => nn.functional.cross_entropy(tiny.Model.Predict(tiny.Inputs).Heads[k], tiny.Labels));
            Close.Equal(own[$"heads.m{k}.weight"], gradients[$"heads.m{k}.weight"], 1e-12);
        }
    }

    /// <summary>Convolutions have four dimensions and are modulated; scale and shift of batch normalisation have one.</summary>
    [Fact]
    public void Convolutions_are_modulated_and_batch_normalisation_is_not()
    {
        using var tiny = new DoubleModel(2, images: true);
        var plain = tiny.MultimodalGradients();
        using var method = new OGMMethod(new());
        method.Begin(tiny.Model);
        var gradients = tiny.Step(method);
        var ahead = method.Coefficients[0] < 1 ? 0 : 1;
        Assert.Equal(1, method.Coefficients[1 - ahead]);
        foreach (var (name, gradient) in gradients.Where(g => g.Key.StartsWith($"encoders.m{ahead}.", StringComparison.Ordinal)))
        {
            var factor = name.Contains("convolutions", StringComparison.Ordinal) ? method.Coefficients[ahead] : 1;
            Close.Equal([.. plain[name].Select(g => factor * g)], gradient, 1e-9);
        }
    }

    [Fact]
    public void Scores_add_up_over_micro_batches()
    {
        using var tiny = new DoubleModel(3);
        using var method = new OGMMethod(new());
        method.Begin(tiny.Model);
        var whole = tiny.Step(method);
        var kappa = method.Coefficients;
        foreach (var parts in new[] { 2, 3, 1 })
        {
            var gradients = tiny.Step(method, parts);
            Close.Equal(kappa, method.Coefficients, 1e-12);
            Assert.All(whole, entry => Close.Equal(entry.Value, gradients[entry.Key], 1e-10));
        }
    }

    [Fact]
    public void Epochs_outside_the_window_and_an_alpha_of_zero_train_as_joint_does()
    {
        using var tiny = new DoubleModel(2);
        using var joint = new JointMethod();
        var expected = tiny.Step(joint);
        using var method = new OGMMethod(new() { FromEpoch = 2, UntilEpoch = 3 });
        method.Begin(tiny.Model);
        foreach (var (epoch, modulated) in new[] { (1, false), (2, true), (3, true), (4, false) })
        {
            tiny.BeginEpoch(method, epoch);
            var gradients = tiny.Step(method);
            Assert.Equal(modulated, method.Coefficients.Any(k => k < 1));
            Assert.Equal(!modulated, expected.All(entry => entry.Value.SequenceEqual(gradients[entry.Key])));
        }
        using var zero = new OGMMethod(new() { Alpha = 0 });
        zero.Begin(tiny.Model);
        var untouched = tiny.Step(zero);
        Assert.All(expected, entry => Assert.Equal(entry.Value, untouched[entry.Key]));
    }

    [Fact]
    public void Frozen_parameters_stay_as_they_are()
    {
        using var tiny = new DoubleModel(2);
        foreach (var parameter in tiny.Model.Encoders[0].parameters()) parameter.requires_grad = false;
        using var method = new OGMMethod(new());
        method.Begin(tiny.Model);
        var gradients = tiny.Step(method);
        Assert.DoesNotContain(gradients.Keys, name => name.StartsWith("encoders.m0.", StringComparison.Ordinal));
        Assert.Contains("encoders.m1.hidden.weight", gradients.Keys);
    }

    /// <summary>1 − tanh(αρ) to seven digits.</summary>
    [Theory]
    [InlineData(0.3, 2, 0.4629504)]
    [InlineData(0.8, 2, 0.0783315)]
    [InlineData(0.1, 1.5, 0.8511150)]
    public void Kappa_has_its_known_values(double alpha, double ratio, double kappa)
    {
        Close.Equal([kappa, 1], OGMCoefficients.Of([ratio, 1], alpha), 1e-7);
        Close.Equal([1, kappa], OGMCoefficients.Of([5, 5 * ratio], alpha), 1e-7);
        Close.Equal([1, kappa, 1], OGMCoefficients.Of([1.2, 1.25 * ratio, 1.3], alpha), 1e-7); // the others have a mean of 1.25
    }

    [Fact]
    public void Only_those_above_the_mean_of_the_others_are_held_back()
    {
        Assert.Equal([1, 1], OGMCoefficients.Of([3, 3], 0.5));
        Assert.Equal([1, 1, 1], OGMCoefficients.Of([2, 2, 2], 0.5));
        var kappa = OGMCoefficients.Of([6, 5, 1], 0.3); // 6 / 3 and 5 / 3.5
        Close.Equal([1 - Math.Tanh(0.6), 1 - Math.Tanh(0.3 * 5 / 3.5), 1], kappa, 1e-12);
    }

    [Fact]
    public void Scores_of_zero_have_a_defined_result()
    {
        Assert.Equal([0, 1], OGMCoefficients.Of([2, 0], 0.3));
        Assert.Equal([1, 1], OGMCoefficients.Of([2, 0], 0));
        Assert.Equal([1, 1], OGMCoefficients.Of([0, 0], 0.3));
        Assert.Equal([1, 1], OGMCoefficients.Of([double.NaN, 1], 0.3));
        Assert.Equal("scores must have at least 2 entries; got 1. (Parameter 'scores')",
            Assert.Throws<ArgumentException>(() => OGMCoefficients.Of([1], 0.3)).Message);
    }

    [Fact]
    public void Models_that_it_cannot_train_are_refused_with_the_reason()
    {
        using var method = new OGMMethod(new());
        using var tasks = new MultitaskModel("image", new MLPEncoder(4, 3, 2), ["left", "right"], 3);
        Assert.Equal("balances the modalities of one task; this model has several tasks on a shared trunk", method.Refuse(tasks));
        using var single = new MultimodalModel([("m0", new MLPEncoder(4, 3, 2))], new ConcatenationFusion([2]), 3);
        Assert.Equal("balances two or more modalities; this model has one", method.Refuse(single));
        using var mixed = new MultimodalModel([("m0", new MLPEncoder(4, 3, 2)), ("m1", new MLPEncoder(4, 3, 2))], new SumFusion(), 3);
        Assert.Equal(
            "scores each modality by its part of the fused head; in this model the features mix before the head (set model.fusion to concatenation)",
            method.Refuse(mixed));
        var shared = new MLPEncoder(4, 3, 2);
        using var siamese = new MultimodalModel([("m0", shared), ("m1", shared)], new ConcatenationFusion([2, 2]), 3);
        Assert.Equal("needs encoders of their own for the modalities; in this model two share parameters", method.Refuse(siamese));
        Assert.Equal(
            "--set method.name must be a method that can train this model; got ogm, which trains a fused head, while its own heads only "
            + "watch; the ensemble has no fused head (set model.fusion to concatenation).",
            Assert.Throws<ConfigException>(() => Run("a", "method.name=ogm", "model.fusion=ensemble")).Message);
        Assert.Equal(
            "--set method.ogm_until_epoch must be 0, or at least method.ogm_from_epoch; got 2 with 3.",
            Assert.Throws<ConfigException>(() => Run("a", "method.name=ogm", "method.ogm_from_epoch=3", "method.ogm_until_epoch=2")).Message);
    }

    [Fact]
    public void Options_have_their_defaults_and_name_all_that_is_wrong()
    {
        Assert.Equal(new OGMOptions { Alpha = 0.3, FromEpoch = 1, UntilEpoch = 0 }, new());
        Assert.Equal([false, true, true, false], new[] { 1, 2, 3, 4 }.Select(new OGMOptions { FromEpoch = 2, UntilEpoch = 3 }.Modulates));
        Assert.True(new OGMOptions().Modulates(1_000_000));
        using var tiny = new DoubleModel(2);
        using var method = new OGMMethod(new() { Alpha = -1, FromEpoch = 0, UntilEpoch = -2 });
        Assert.Equal(
            "Alpha must be a finite number of at least 0; got -1. FromEpoch must be at least 1; got 0. "
            + "UntilEpoch must be 0 or at least FromEpoch; got -2.",
            Assert.Throws<ArgumentException>(() => method.Begin(tiny.Model)).Message);
        using var early = new OGMMethod(new());
        var output = tiny.Model.Predict(tiny.Inputs);
        Assert.Equal("OGMMethod needs a model; call Begin first.",
            Assert.Throws<InvalidOperationException>(() => early.ComputeObjectives(output, tiny.Labels)).Message);
    }

    [Fact]
    public void A_whole_run_repeats_bit_by_bit_and_tells_what_it_did()
    {
        string[] settings = ["method.name=ogm", "data.modalities=3", "training.micro_batches=2", "method.ogm_until_epoch=2"];
        var (run, again) = (Run("a", settings), Run("b", settings));
        Assert.Equal(File.ReadAllBytes(run.Folder.LastWeightsFile), File.ReadAllBytes(again.Folder.LastWeightsFile));
        var stronger = Run("c", [.. settings, "method.ogm_alpha=2"]);
        Assert.NotEqual(File.ReadAllBytes(run.Folder.LastWeightsFile), File.ReadAllBytes(stronger.Folder.LastWeightsFile));
        Assert.Contains(OnlineProbe.NoteOn("ogm"), run.Summary!.Notes);
        Assert.Contains(run.Summary.Notes, note => note.StartsWith(
            "mean factor of ogm on the gradients in 4 modulated steps: m1 0.", StringComparison.Ordinal));
    }

    private ExperimentResult Run(string folder, params string[] settings) => Experiment.Run(
        PlaygroundRun.Read(settings), _runs[folder], "", new RecordingObserver(), new ManualClock(), TestContext.Current.CancellationToken);

    /// <summary>Σ_i softmax(W_k z_k + b/n)_i[y_i], by loops.</summary>
    private static double[] Scores(DoubleModel tiny)
    {
        using var scope = NewDisposeScope();
        var (weight, bias) = (DoubleModel.Rows(tiny.Model.get_parameter("head.weight")!), tiny.Model.get_parameter("head.bias")!.data<double>().ToArray());
        var labels = tiny.Labels.data<long>().ToArray();
        var features = tiny.Model.Encode(tiny.Inputs).Select(DoubleModel.Rows).ToArray();
        var scores = new double[features.Length];
        for (int k = 0, start = 0; k < features.Length; start += features[k++][0].Length)
            for (var i = 0; i < labels.Length; i++)
            {
                var z = features[k][i];
                double[] logits = [.. weight.Select((row, c) => Close.Dot(row[start..(start + z.Length)], z) + (bias[c] / features.Length))];
                scores[k] += DoubleModel.Softmax(logits)[labels[i]];
            }
        return scores;
    }

    private static double[] Kappa(double[] scores, double alpha) =>
        [.. scores.Select((s, k) => s / ((scores.Sum() - s) / (scores.Length - 1))).Select(rho => rho > 1 ? 1 - Math.Tanh(alpha * rho) : 1)];

    private sealed class SumFusion() : FusionModule(nameof(SumFusion), 2)
    {
        public override Tensor forward(IReadOnlyList<Tensor> input) => input.Aggregate((a, b) => a + b);
    }
}
