using MMPareto.Data;
using MMPareto.Experiments;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Exchange;
using MMPareto.Runs;
using MMPareto.Tests.Experiments;
using MMPareto.Tests.Models;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Checkpoints;
using MMPareto.Training.Methods.Forward;
using MMPareto.Training.Methods.Objective;
using MMPareto.Training.Optimizers;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Methods;

public sealed class GreedyMethodTests : IDisposable
{
    private static readonly GreedyOptions Eager = new() { Epsilon = 0, CurationSteps = 2, FirstEpoch = 1 };
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    /// <summary>Sums of ‖∇θ‖²/‖θ‖² over three steps, from the parameters by name.</summary>
    [Fact]
    public void Learning_speeds_are_summed_over_steps_with_shared_parameters_in_both()
    {
        using var scope = NewDisposeScope();
        using var model = MMTMTests.Branches();
        using var method = Begun(model, Eager with { FirstEpoch = 2 });
        var (main, bypass) = (new double[2], new double[2]);
        for (var step = 0; step < 3; step++)
        {
            Step(method, model);
            for (var branch = 0; branch < 2; branch++)
            {
                main[branch] += Ratio(model, name => name.StartsWith($"encoders.m{branch}.", StringComparison.Ordinal)
                    || name.StartsWith($"heads.m{branch}.", StringComparison.Ordinal));
                bypass[branch] += Ratio(model, name => name.StartsWith("exchange.", StringComparison.Ordinal)
                    && !name.Contains($"branches.{1 - branch}.", StringComparison.Ordinal));
            }
            Move(model);
        }
        Close.Equal(main, [method.State.Main.First, method.State.Main.Second], 1e-5);
        Close.Equal(bypass, [method.State.Bypass.First, method.State.Bypass.Second], 1e-5);
        Assert.Equal(Math.Log10(bypass[0] / main[0]) - Math.Log10(bypass[1] / main[1]), method.State.Difference, 1e-4);
        Assert.Null(method.State.Curated); // the first epoch only measures
    }

    /// <summary>d &lt; 0 curates branch 1, d &gt; 0 branch 0, for Q steps that are not measured; then a regular one.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_branch_is_curated_for_q_steps_and_a_regular_step_follows(int expected)
    {
        using var scope = NewDisposeScope();
        using var model = MMTMTests.Branches();
        var exchange = (MMTMExchange)model.Exchange!;
        using (no_grad()) // large weights in the gates of the other branch: its bypass has the smaller ratio
            foreach (var unit in exchange.Units)
                foreach (var parameter in unit.Branches[1 - expected].parameters()) parameter.mul_(50);
        using var method = Begun(model, Eager);

        List<int?> curated = [];
        for (var step = 0; step < 7; step++)
        {
            curated.Add(exchange.Curated);
            var before = method.State;
            Step(method, model);
            Assert.Equal(curated[^1] is not null, before.Main == method.State.Main);
        }
        Assert.Equal([null, expected, expected, null, expected, expected, null], curated);
        Assert.Equal(expected == 0, method.State.Difference > 0);
        Assert.Equal(expected == 0 ? (4, 0) : (0, 4), method.State.CuratedSteps);
        Assert.Equal($"greedy curated m0 in {(expected == 0 ? 4 : 0)} steps and m1 in {(expected == 0 ? 0 : 4)}", method.Notes[1]);
    }

    /// <summary>Curation changes the gradient as constant gates do: what flows through the gates of that branch is gone.</summary>
    [Fact]
    public void A_curated_step_has_the_gradient_of_a_model_with_constant_gates()
    {
        using var scope = NewDisposeScope();
        using var model = MMTMTests.Branches();
        using var method = Begun(model, Eager);
        Step(method, model);
        var curated = method.State.Curated!.Value;
        var means = ((MMTMExchange)model.Exchange!).Units.Select(u => u.Branches[curated].MeanGates.clone()).ToArray();
        Step(method, model);
        var gradients = Gradients(model);
        foreach (var parameter in model.parameters()) parameter.grad = null;
        var branches = model.PredictEach(ConstantGates(model, curated, means));
        (nn.functional.cross_entropy(branches[0], Labels()) + nn.functional.cross_entropy(branches[1], Labels())).backward();
        var expected = Gradients(model);
        foreach (var (name, gradient) in expected)
            Assert.True(gradients[name].Zip(gradient, (a, b) => Math.Abs(a - b)).Max() < 1e-5, name);
        Assert.All(gradients.Where(g => g.Key.Contains($"branches.{curated}.", StringComparison.Ordinal)), g => Assert.Equal(0, Close.Length(g.Value)));
        Assert.True(expected.Where(g => g.Key.StartsWith("encoders.", StringComparison.Ordinal)).Sum(g => Close.Length(g.Value)) > 1e-4);
    }

    [Theory]
    [InlineData(0.5, 1, 1, 1, null)]
    [InlineData(0.2, 2, 1, 1, 0)]
    [InlineData(0.2, 1, 2, 1, 1)]
    [InlineData(0.31, 2, 1, 1, null)]
    [InlineData(0, 0, 1, 1, null)]
    [InlineData(0, 1, 1, 0, null)]
    public void The_difference_of_the_rates_decides(double epsilon, double bypass0, double bypass1, double main, int? curated)
    {
        var state = new GreedyState().Plus((main, main), (bypass0, bypass1)).Decide(new() { Epsilon = epsilon, CurationSteps = 3 });
        Assert.Equal((curated, curated is null ? 0 : 3), (state.Curated, state.StepsLeft));
    }

    [Fact]
    public void Until_something_is_curated_it_is_the_sum_of_the_branches()
    {
        Trained Run(string folder, Func<BalancingMethod> method) => Train(folder, method, epochs: 1);
        var greedy = Run("a", () => new GreedyMethod(new() { FirstEpoch = 2 }));
        Assert.Equal(Run("b", () => new SumOfBranches()).Of(""), greedy.Of(""));
        Assert.NotEqual(Run("c", () => new GreedyMethod(Eager)).Of(""), greedy.Of(""));
    }

    [Fact]
    public void A_run_repeats_bit_by_bit_and_its_checkpoint_scores_the_same()
    {
        var (run, again) = (Train("a", () => new GreedyMethod(Eager), 2), Train("b", () => new GreedyMethod(Eager), 2));
        Assert.Equal(File.ReadAllBytes(run.Folder.LastWeightsFile), File.ReadAllBytes(again.Folder.LastWeightsFile));
        using var model = MMTMTests.Branches(seed: 5);
        Checkpoint.Load(run.Folder.LastWeightsFile, model);
        var scores = Evaluator.Score(model, Images(), stop: TestContext.Current.CancellationToken);
        Assert.Equal(run.Epochs[^1].Validation.Fused, scores.Fused);
    }

    [Fact]
    public void Models_that_it_is_not_defined_for_are_refused_in_one_line()
    {
        string Refusal(params string[] settings) => Assert.Throws<ConfigException>(() => Experiment.Run(
            PlaygroundRun.Read(settings), _runs["a"], "", new RecordingObserver(), new ManualClock())).Message;
        const string must = "--set method.name: model.exchange must be none unless there are two modalities with conv encoders; got mmtm, "
            + "which method greedy asks for, with ";
        Assert.Equal($"{must}m1 (mlp), m2 (mlp).", Refusal("method.name=greedy"));
        Assert.Equal($"{must}m1 (mlp), m2 (mlp), m3 (mlp).", Refusal("method.name=greedy", "data.modalities=3"));
        Assert.Equal(
            "--set model.exchange must be none unless there are two modalities with conv encoders; got mmtm with m1 (mlp), m2 (mlp).",
            Refusal("method.name=joint", "model.exchange=mmtm"));
        Assert.Equal(
            "--set method.name must be a method that can train this model; got greedy, which curates the exchange between two conv encoders; "
            + "this model has no MMTM (set model.exchange to auto or mmtm).",
            Refusal("method.name=greedy", "model.exchange=none"));
        using (var fused = MMTMTests.Model())
        using (var greedy = new GreedyMethod(new()))
            Assert.Equal(
                "trains a head for each branch and would leave a fused head at its first values (set model.fusion to auto or ensemble)", greedy.Refuse(fused));
        Assert.False(Directory.Exists(_runs["a"]) && Directory.EnumerateFileSystemEntries(_runs["a"]).Any());
        using var method = new GreedyMethod(new() { Epsilon = -1, CurationSteps = 0, FirstEpoch = 0 });
        using var model = MMTMTests.Branches();
        using var tasks = new MultitaskModel("image", new MLPEncoder(4, 3, 2), ["left", "right"], 3);
        Assert.Equal("balances the modalities of one task; this model has several tasks on a shared trunk", method.Refuse(tasks));
        Assert.Equal(
            "Epsilon must be at least 0; got -1. CurationSteps must be at least 1; got 0. FirstEpoch must be at least 1; got 0.",
            Assert.Throws<ArgumentException>(() => method.Begin(model)).Message);
    }

    [Fact]
    public void The_method_asks_for_the_exchange_and_modalities_alone_refuse_it()
    {
        var data = new FakeDataset(4, (_, _, _) => 0, (_, _) => 0) { Modalities = [new("gray", [1, 8, 8]), new("colour", [3, 8, 8])] };
        MultimodalModel Built(params string[] settings) => (MultimodalModel)ModelBuilder.Build(
            ExperimentSource.Read("playground", ["model.encoder=auto", .. settings]), data);
        using var greedy = Built("method.name=greedy");
        using var joint = Built("method.name=joint");
        using var without = Built("method.name=greedy", "model.exchange=none");
        Assert.Equal((true, true, true), (greedy.Exchange is MMTMExchange, joint.Exchange is null, without.Exchange is null));
        using var alone = new UnimodalOnlyMethod();
        Assert.Equal(
            "needs each modality alone; in this model encoders exchange information (set model.exchange to none)", alone.Refuse(greedy));
    }

    private sealed class SumOfBranches : BalancingMethod
    {
        public override string Name => "branches";

        public override void Accumulate(Objectives objectives) => base.Accumulate(new(null, objectives.Heads));
    }

    private Trained Train(string folder, Func<BalancingMethod> create, int epochs)
    {
        using var model = MMTMTests.Branches();
        using var method = create();
        using var optimizer = new ModelOptimizer(model, new() { LearningRate = 0.05 });
        var data = new DatasetSplits(Images(), Images(), Images(), "", []);
        var run = RunFolder.Create(_runs[folder], "small", new ManualClock());
        using var writer = new RunWriter(run);
        var trainer = new Trainer(model, method, optimizer, data, new() { Epochs = epochs, BatchSize = 6 }, clock: new ManualClock());
        var outcome = trainer.Run(run, writer, new RecordingObserver(), TestContext.Current.CancellationToken);
        return new Trained(outcome, run, SmallTraining.Weights(model));
    }

    private static FakeDataset Images() => new(24, (index, modality, _) => ((index * (modality + 2)) % 5) - 2, (index, _) => index % 3)
    {
        Modalities = [new("m0", [1, 8, 8]), new("m1", [1, 8, 8])],
    };

    private static GreedyMethod Begun(MultimodalModel model, GreedyOptions options)
    {
        var method = new GreedyMethod(options);
        method.Begin(model);
        method.BeforeEpoch(new EpochStart(1, model, SmallTraining.Playground(), new(), CPU));
        return method;
    }

    private static Tensor Labels() => tensor(new long[] { 0, 1, 2, 0 });

    private static void Step(GreedyMethod method, MultimodalModel model)
    {
        foreach (var parameter in model.parameters()) parameter.grad = null;
        method.Accumulate(method.ComputeObjectives(method.Forward(model, MMTMTests.Inputs(), Labels(), null), Labels()));
        Assert.Empty(method.Combine());
    }

    private static void Move(MultimodalModel model)
    {
        using var _ = no_grad();
        foreach (var parameter in model.parameters())
            if (parameter.grad is { } gradient) parameter.sub_(gradient * 0.3);
    }

    private static double Ratio(MultimodalModel model, Func<string, bool> belongs)
    {
        var own = model.named_parameters().Where(p => belongs(p.name)).Select(p => p.parameter).ToArray();
        Assert.NotEmpty(own);
        static double Square(IEnumerable<float> values) => values.Sum(x => (double)x * x);
        return own.Sum(p => Square(p.grad!.data<float>())) / own.Sum(p => Square(p.detach().data<float>()));
    }

    /// <summary>The features by hand, layer by layer, with the gates of one branch given.</summary>
    private static IReadOnlyList<Tensor> ConstantGates(MultimodalModel model, int curated, Tensor[] gates)
    {
        var maps = new[] { MMTMTests.Inputs()["m0"], MMTMTests.Inputs()["m1"] };
        for (var layer = 0; layer < 3; layer++)
        {
            for (var k = 0; k < 2; k++) maps[k] = ((ConvEncoder)model.Encoders[k]).RunLayer(layer, maps[k]);
            if (layer == 0) continue;
            Tensor By(string name, Tensor x) => nn.functional.linear(
                x, model.get_parameter($"exchange.units.{layer - 1}.{name}.weight")!, model.get_parameter($"exchange.units.{layer - 1}.{name}.bias")!);
            var joint = By("joint", cat([.. maps.Select(m => m.mean([2, 3]))], 1)).relu();
            var other = 1 - curated;
            maps[other] = maps[other] * (By($"branches.{other}.gate", joint).sigmoid() * 2).unsqueeze(-1).unsqueeze(-1);
            maps[curated] = maps[curated] * gates[layer - 1].reshape(1, -1, 1, 1);
        }
        return [.. maps.Select(m => m.mean([2, 3]))];
    }

    private static Dictionary<string, double[]> Gradients(MultimodalModel model) =>
        model.named_parameters().ToDictionary(p => p.name, p => LinearEncoder.GradientOf(p.parameter));
}
