using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Tests.Experiments;
using MMPareto.Tests.Models;
using MMPareto.Tests.Support;
using MMPareto.Training.Methods.Gradient;
using MMPareto.Training.Methods.Objective;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Methods;

public sealed class AGMMethodTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    /// <summary>
    /// Σ_k κ_k ∂⟨φ_k, G⟩/∂θ by plain autograd, where G = (softmax − one-hot)/b is the gradient of the loss at the logits, and φ and κ
    /// are written out for two and three modalities. The second step has other inputs and the first one's scores as τ.
    /// </summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2.5)]
    [InlineData(3, 1)]
    public void The_gradient_at_each_contribution_is_multiplied_by_kappa(int modalities, double alpha)
    {
        using var tiny = new DoubleModel(modalities);
        using var method = new AGMMethod(new() { Alpha = alpha });
        method.Begin(tiny.Model);
        var means = new double[modalities];
        for (var step = 1; step <= 3; step++)
        {
            var scores = Scores(tiny, 0, DoubleModel.Size);
            var kappa = Kappa(scores, means, alpha);
            var expected = Expected(tiny, kappa);
            var gradients = tiny.Step(method);

            Close.Equal(kappa, method.Coefficients, 1e-9);
            Assert.All(kappa, k => Assert.True(Math.Abs(k - 1) > 1e-3, $"{k}"));
            Assert.Equal(2 + (4 * modalities), expected.Count);
            Assert.All(expected, entry => Close.Equal(entry.Value, gradients[entry.Key], 1e-9));
            means = [.. means.Zip(scores, (mean, score) => mean + ((score - mean) / step))];
            Close.Equal(means, method.MeanScores, 1e-9);
            for (var k = 0; k < modalities; k++) tiny.Inputs[$"m{k}"] = tiny.Inputs[$"m{k}"] * (k == 0 ? 0.5 : 1.5);
        }
        Assert.Equal("agm clipped the gradient in 0 steps", method.Notes[2]);
    }

    [Fact]
    public void Logits_are_those_of_the_fused_head_bit_by_bit_and_own_heads_watch()
    {
        using var scope = NewDisposeScope();
        using var tiny = new DoubleModel(3);
        using var method = new AGMMethod(new());
        method.Begin(tiny.Model);
        var output = method.Forward(tiny.Model, tiny.Inputs, tiny.Labels, null);
        var plain = tiny.Model.Predict(tiny.Inputs);
        Assert.Equal(plain.Fused!.data<double>().ToArray(), output.Fused!.data<double>().ToArray());
        Assert.Equal(plain.Heads[2].data<double>().ToArray(), output.Heads[2].data<double>().ToArray());
        var gradients = tiny.Autograd(() => method.Forward(tiny.Model, tiny.Inputs, tiny.Labels, null).Heads[2].sum());
        Assert.Equal(["heads.m2.bias", "heads.m2.weight"], gradients.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_alpha_of_zero_and_epochs_after_the_last_train_as_joint_does()
    {
        using var tiny = new DoubleModel(2);
        using var joint = new JointMethod();
        var expected = tiny.Step(joint);
        using var zero = new AGMMethod(new() { Alpha = 0 });
        zero.Begin(tiny.Model);
        var untouched = tiny.Step(zero);
        Assert.All(expected, entry => Close.Equal(entry.Value, untouched[entry.Key], 1e-9));

        using var method = new AGMMethod(new() { UntilEpoch = 1 });
        method.Begin(tiny.Model);
        var first = tiny.Step(method);
        Assert.True(Close.Length(first["head.weight"].Zip(expected["head.weight"], (a, b) => a - b)) > 1e-4);
        var means = method.MeanScores.ToArray();
        tiny.BeginEpoch(method, 2);
        var second = tiny.Step(method);
        Assert.All(expected, entry => Assert.Equal(entry.Value, second[entry.Key]));
        Assert.Equal([1, 1], method.Coefficients);
        Assert.Equal(means, method.MeanScores);
    }

    [Fact]
    public void Each_micro_batch_has_its_own_kappa_and_the_means_are_those_of_the_batch()
    {
        using var tiny = new DoubleModel(2);
        using var method = new AGMMethod(new());
        method.Begin(tiny.Model);
        var gradients = tiny.Step(method, microBatches: 2);
        var whole = Scores(tiny, 0, DoubleModel.Size);
        Close.Equal(whole, method.MeanScores, 1e-9);
        var (first, second) = (Kappa(Scores(tiny, 0, 6), [0, 0], 1), Kappa(Scores(tiny, 6, 6), [0, 0], 1));
        Close.Equal([.. first.Zip(second, (a, b) => (a + b) / 2)], method.Coefficients, 1e-9);
        Assert.NotEqual(first[0], second[0], 3);

        // Gradients of logits that are zero for the samples of the other half.
        var (one, other) = (Expected(tiny, first, 0, 6), Expected(tiny, second, 6, 6));
        Assert.All(one, entry => Close.Equal([.. entry.Value.Zip(other[entry.Key], (a, b) => a + b)], gradients[entry.Key], 1e-9));
    }

    [Fact]
    public void Zero_inputs_leave_running_statistics_and_the_mode_of_the_encoders_alone()
    {
        using var scope = NewDisposeScope();
        using var one = new DoubleModel(2, images: true);
        using var two = new DoubleModel(2, images: true);
        using var agm = new AGMMethod(new());
        using var joint = new JointMethod();
        agm.Begin(one.Model);
        one.Step(agm);
        two.Step(joint);
        double[] Buffers(DoubleModel tiny) => [.. tiny.Model.named_buffers().Where(b => b.name.Contains("running", StringComparison.Ordinal))
            .SelectMany(b => b.buffer.to(float64).data<double>().ToArray())];
        Assert.NotEmpty(Buffers(one));
        Assert.Equal(Buffers(two), Buffers(one));
        Assert.All(one.Model.Encoders, encoder => Assert.True(encoder.training));
    }

    [Fact]
    public void Large_gradients_of_the_fused_head_clip_all_but_the_own_heads_to_length_one()
    {
        using var tiny = new DoubleModel(2);
        foreach (var name in tiny.Names) tiny.Inputs[name] = tiny.Inputs[name] * 300;
        using var method = new AGMMethod(new());
        method.Begin(tiny.Model);
        var expected = Expected(tiny, Kappa(Scores(tiny, 0, DoubleModel.Size), [0, 0], 1));
        Assert.True(expected["head.weight"].Max(Math.Abs) > 1);
        var length = Close.Length(expected.Values.SelectMany(g => g));
        var gradients = tiny.Step(method);
        Assert.All(expected, entry => Close.Equal([.. entry.Value.Select(g => g / length)], gradients[entry.Key], 1e-5));
        var own = tiny.Autograd(() => nn.functional.cross_entropy(tiny.Model.Predict(tiny.Inputs).Heads[1], tiny.Labels));
        Close.Equal(own["heads.m1.weight"], gradients["heads.m1.weight"], 1e-9);
        Assert.Equal("agm clipped the gradient in 1 steps", method.Notes[2]);
    }

    /// <summary>Probabilities under 1e-8 count as 1e-8, so a sample that is utterly wrong scores 18.42.</summary>
    [Fact]
    public void Scores_have_a_floor_of_probability()
    {
        using var tiny = new DoubleModel(2);
        foreach (var name in tiny.Names) tiny.Inputs[name] = tiny.Inputs[name] * 1e6;
        using var method = new AGMMethod(new());
        method.Begin(tiny.Model);
        tiny.Step(method);
        var scores = Scores(tiny, 0, DoubleModel.Size);
        Close.Equal(scores, method.MeanScores, 1e-9);
        using var scope = NewDisposeScope();
        var labels = tiny.Labels.data<long>().ToArray();
        foreach (var phi in Contributions(tiny).Select(DoubleModel.Rows))
            Assert.Contains(phi.Zip(labels), sample => DoubleModel.Softmax(sample.First)[sample.Second] < 1e-8);
        Assert.All(scores, score => Assert.InRange(score, 1, -Math.Log(1e-8)));
    }

    /// <summary>Against the mean over all orders in which modalities may come of what each adds; without any, logits are zero.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Contributions_are_Shapley_values_and_sum_to_the_logits(int modalities)
    {
        using var scope = NewDisposeScope();
        var random = new Random(modalities);
        Tensor Draw(int rows) => tensor(Enumerable.Range(0, rows * 2).Select(_ => random.NextDouble() - 0.5).ToArray()).reshape(rows, 2);
        Tensor[] present = [.. Enumerable.Range(0, modalities).Select(_ => Draw(3))];
        Tensor[] absent = [.. Enumerable.Range(0, modalities).Select(_ => Draw(1))];
        static Tensor Fuse(IReadOnlyList<Tensor> z) => z.Aggregate((a, b) => (a * 3).sin() * (b + 2)); // far from additive
        var (contributions, all) = ShapleyLogits.Of(Fuse, present, absent);
        Assert.True(contributions.sum([0L]).allclose(all));

        var orders = Orders([.. Enumerable.Range(0, modalities)]).ToArray();
        for (var k = 0; k < modalities; k++)
        {
            var sum = zeros(3, 2, dtype: ScalarType.Float64);
            foreach (var order in orders)
            {
                var before = order.TakeWhile(j => j != k).ToHashSet();
                Tensor Logits(Func<int, bool> holds) => Fuse([.. present.Select((z, j) => holds(j) ? z : absent[j].expand(3, 2))]);
                sum += Logits(j => j == k || before.Contains(j)) - (before.Count == 0 ? 0 : Logits(before.Contains));
            }
            Assert.True((sum / orders.Length).allclose(contributions[k]), $"modality {k}");
        }
    }

    [Fact]
    public void Coefficients_have_their_known_values_and_their_cap()
    {
        Close.Equal([Math.Exp(-0.5), Math.Exp(0.5)], AGMCoefficients.Ratios([1.5, 1]), 1e-12);
        Close.Equal([Math.Exp(1.5), 1, Math.Exp(-1.5)], AGMCoefficients.Ratios([1, 2, 3]), 1e-12);
        Close.Equal([1, 1], AGMCoefficients.Of([0.7, 1.9], [0.7, 1.9], 3), 1e-12); // as far ahead as ever
        Close.Equal(
            [Math.Exp(2 * (Math.Exp(0.2) - Math.Exp(1))), Math.Exp(2 * (Math.Exp(-0.2) - Math.Exp(-1)))],
            AGMCoefficients.Of([1, 2], [1.4, 1.6], 2), 1e-12);
        Assert.Equal(Math.Exp(20), AGMCoefficients.Of([9, 1], [1, 9], 2)[0], 1e-3);
        Assert.Equal(0, AGMCoefficients.Of([1, 9], [1, 1], 2)[0]);
        Assert.Equal("scores must have at least 2 entries; got 1. (Parameter 'scores')",
            Assert.Throws<ArgumentException>(() => AGMCoefficients.Ratios([1])).Message);
        Assert.True(float.IsFinite((float)Math.Exp(10 * AGMOptions.LargestAlpha)));
    }

    [Fact]
    public void Models_that_it_cannot_train_are_refused_with_the_reason()
    {
        using var method = new AGMMethod(new());
        using var tasks = new MultitaskModel("image", new MLPEncoder(4, 3, 2), ["left", "right"], 3);
        Assert.Equal("balances the modalities of one task; this model has several tasks on a shared trunk", method.Refuse(tasks));
        using var single = Model(1);
        Assert.Equal("balances two or more modalities; this model has one", method.Refuse(single));
        using var many = Model(11);
        Assert.Equal("needs the logits of every set of modalities; this model has 11 modalities, and 10 are the most", method.Refuse(many));
        using var exchanging = MMTMTests.Model();
        Assert.Equal("needs what each modality alone gives; in this model encoders exchange information (set model.exchange to none)",
            method.Refuse(exchanging));
        Assert.Equal(
            "--set method.name must be a method that can train this model; got agm, which trains a fused head, while its own heads only "
            + "watch; the ensemble has no fused head (set model.fusion to concatenation).",
            Assert.Throws<ConfigException>(() => Run("a", "method.name=agm", "model.fusion=ensemble")).Message);
    }

    [Fact]
    public void Options_have_their_defaults_and_name_all_that_is_wrong()
    {
        Assert.Equal(new AGMOptions { Alpha = 1, UntilEpoch = 0 }, new());
        Assert.Equal([true, true, false], new[] { 1, 2, 3 }.Select(new AGMOptions { UntilEpoch = 2 }.Modulates));
        Assert.True(new AGMOptions().Modulates(1_000_000));
        using var tiny = new DoubleModel(2);
        using var method = new AGMMethod(new() { Alpha = 8.5, UntilEpoch = -1 });
        Assert.Equal("Alpha must be from 0 to 8; got 8.5. UntilEpoch must be at least 0; got -1.",
            Assert.Throws<ArgumentException>(() => method.Begin(tiny.Model)).Message);
        using var early = new AGMMethod(new());
        Assert.Equal("AGMMethod needs a model; call Begin first.",
            Assert.Throws<InvalidOperationException>(() => early.Forward(tiny.Model, tiny.Inputs, tiny.Labels, null)).Message);
    }

    [Fact]
    public void A_whole_run_repeats_bit_by_bit_and_tells_what_it_did()
    {
        string[] settings = ["method.name=agm", "data.modalities=3", "training.micro_batches=2", "method.agm_until_epoch=2"];
        var (run, again) = (Run("a", settings), Run("b", settings));
        Assert.Equal(File.ReadAllBytes(run.Folder.LastWeightsFile), File.ReadAllBytes(again.Folder.LastWeightsFile));
        var stronger = Run("c", [.. settings, "method.agm_alpha=2"]);
        Assert.NotEqual(File.ReadAllBytes(run.Folder.LastWeightsFile), File.ReadAllBytes(stronger.Folder.LastWeightsFile));
        Assert.Contains(OnlineProbe.NoteOn("agm"), run.Summary!.Notes);
        Assert.Contains(run.Summary.Notes, note => note.StartsWith(
            "mean factor of agm on the gradients in 4 modulated steps: m1 ", StringComparison.Ordinal));
    }

    private ExperimentResult Run(string folder, params string[] settings) => Experiment.Run(
        PlaygroundRun.Read(settings), _runs[folder], "", new RecordingObserver(), new ManualClock(), TestContext.Current.CancellationToken);

    private static MultimodalModel Model(int modalities) => new(
        [.. Enumerable.Range(0, modalities).Select(k => ($"m{k}", (Encoder)new MLPEncoder(4, 3, 2)))],
        new ConcatenationFusion([.. Enumerable.Repeat(2, modalities)]), 3);

    /// <summary>φ as the released code writes it out, for two and for three modalities.</summary>
    private static Tensor[] Contributions(DoubleModel tiny)
    {
        var present = tiny.Model.Encode(tiny.Inputs);
        var absent = tiny.Model.Encode(tiny.Inputs.ToDictionary(input => input.Key, input => zeros_like(input.Value)));
        Tensor F(params int[] holds) => tiny.Model.Fuse([.. present.Select((z, k) => holds.Contains(k) ? z : absent[k])]);
        if (present.Count == 2)
            return [(F(0, 1) - F(1) + F(0)) * 0.5, (F(0, 1) - F(0) + F(1)) * 0.5];
        Tensor Of(int k, int i, int j) => ((F(0, 1, 2) - F(i, j) + F(k)) / 3) + ((F(k, i) - F(i) + F(k, j) - F(j)) / 6);
        return [Of(0, 1, 2), Of(1, 0, 2), Of(2, 0, 1)];
    }

    private static double[] Scores(DoubleModel tiny, int start, int count)
    {
        using var scope = NewDisposeScope();
        var labels = tiny.Labels.data<long>().ToArray();
        return [.. Contributions(tiny).Select(DoubleModel.Rows).Select(phi => Enumerable.Range(start, count)
            .Average(i => -Math.Log(Math.Max(1e-8, DoubleModel.Softmax(phi[i])[labels[i]]))))];
    }

    private static double[] Kappa(double[] s, double[] mean, double alpha)
    {
        double R(double[] x, int k) => x.Length == 2 ? Math.Exp(x[1 - k] - x[k]) : Math.Exp((x.Sum() - (3 * x[k])) / 2);
        return [.. s.Select((_, k) => Math.Exp(alpha * Math.Min(R(mean, k) - R(s, k), 10)))];
    }

    /// <summary>Gradients of Σ_k κ_k ⟨φ_k, G⟩, with G of some samples.</summary>
    private static Dictionary<string, double[]> Expected(DoubleModel tiny, double[] kappa, int start = 0, int count = DoubleModel.Size) =>
        tiny.Autograd(() =>
        {
            var logits = tiny.Model.Fuse(tiny.Model.Encode(tiny.Inputs)).detach();
            var g = (nn.functional.softmax(logits, 1) - nn.functional.one_hot(tiny.Labels, DoubleModel.Classes)) / DoubleModel.Size;
            return Contributions(tiny).Select((phi, k) => ((phi * g).narrow(0, start, count) * kappa[k]).sum()).Aggregate((a, b) => a + b);
        });

    private static IEnumerable<int[]> Orders(int[] items) => items.Length <= 1 ? [items]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}
