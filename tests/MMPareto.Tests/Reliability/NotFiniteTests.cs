using MMPareto.Gradients;
using MMPareto.Tests.Support;
using MMPareto.Tests.Training;
using MMPareto.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Reliability;

/// <summary>A value that is not finite, put into each loss and into gradients of each part, under each policy.</summary>
public sealed class NotFiniteTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();

    public void Dispose() => _runs.Dispose();

    /// <summary>Where the value is put, and what the error calls it.</summary>
    public static TheoryData<string, string> Places => new()
    {
        { "loss -1", "the multimodal loss" }, { "loss 0", "the unimodal m1 loss" }, { "loss 1", "the unimodal m2 loss" },
        { "gradient encoders.m1", "the summed gradient of encoder 'm1', parameter 'encoders.m1." },
        { "gradient encoders.m2", "the summed gradient of encoder 'm2', parameter 'encoders.m2." },
        { "gradient head.", "the summed gradient of parameter 'head." },
        { "gradient heads.", "the summed gradient of parameter 'heads." },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Stop_tells_where(string place, string named)
    {
        var fault = Assert.Throws<NumericalException>(() => Train("stop", place, NotFinitePolicy.Stop));
        Assert.StartsWith($"step 5: {named}", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(" is not finite. Lower the learning rate, clip the gradient, or check the inputs.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(5, fault.Step);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Skip_leaves_the_step_out_and_counts_it(string place, string named)
    {
        var faulty = Train("faulty", place, NotFinitePolicy.Skip);
        Assert.Equal(2, faulty.Outcome.Epochs);
        var note = Assert.Single(faulty.Outcome.Notes);
        Assert.StartsWith($"1 step was not finite and left out; the first: step 5: {named}", note, StringComparison.Ordinal);
        Assert.All(faulty.Weights.Values.SelectMany(values => values), value => Assert.True(double.IsFinite(value)));
        Assert.NotEqual(Train("clean", "", NotFinitePolicy.Skip).Weights["encoders.m1.output.bias"], faulty.Weights["encoders.m1.output.bias"]);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Rollback_takes_back_what_was_learnt_in_the_epoch(string place, string named)
    {
        // All of the first epoch until step 5 is undone: the run is one whose first five steps had no effect.
        var faulty = Train("faulty", place, NotFinitePolicy.Rollback);
        var note = Assert.Single(faulty.Outcome.Notes);
        Assert.Contains("undone with those since the epoch began; the first: step 5: " + named, note, StringComparison.Ordinal);
        var idle = Train("idle", "idle", NotFinitePolicy.Stop);
        foreach (var (name, values) in idle.Weights) Assert.Equal(values, faulty.Weights[name]);
    }

    [Fact]
    public void Too_many_faults_end_the_run()
    {
        var fault = Assert.Throws<NumericalException>(() => Train("many", "always", NotFinitePolicy.Skip));
        Assert.Equal(4, fault.Step);
        Assert.EndsWith("3 such steps were passed over before, as many as training.not_finite_limit allows.", fault.Message, StringComparison.Ordinal);
    }

    private Trained Train(string folder, string place, NotFinitePolicy policy) => new SmallTraining
    {
        Method = () => new Poisoned(place),
        Optimizer = new() { LearningRate = 0.05, Momentum = 0, WeightDecay = 0 },
        Options = new() { Epochs = 2, BatchSize = 16, NotFinite = policy, NotFiniteLimit = 3 },
    }.Run(_runs[folder]);

    /// <summary>The plain sum of losses, with a value that is not finite in the fifth step, or steps without effect.</summary>
    private sealed class Poisoned(string place) : BalancingMethod
    {
        private MMPareto.Models.Model? _model;
        private int _step;

        public override string Name => "poisoned";

        public override void Begin(MMPareto.Models.Model model) => (_model, _step) = (model, 0);

        public override Objectives ComputeObjectives(MMPareto.Models.ModelOutput output, Tensor labels)
        {
            _step++;
            var objectives = base.ComputeObjectives(output, labels);
            if (place != "always" && (_step != 5 || !place.StartsWith("loss", StringComparison.Ordinal))) return objectives;
            var number = place == "always" ? -1 : int.Parse(place.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
            return number < 0 ? objectives with { Multimodal = objectives.Multimodal! * double.NaN }
                : objectives with { Heads = [.. objectives.Heads.Select((loss, head) => head == number ? loss! / 0.0 : loss)] };
        }

        public override IReadOnlyList<GroupStatistics> Combine()
        {
            using var _ = no_grad();
            if (place == "idle" && _step <= 5)
                foreach (var parameter in _model!.parameters()) parameter.grad!.zero_();
            if (_step == 5 && place.StartsWith("gradient", StringComparison.Ordinal))
                _model!.named_parameters().Last(p => p.name.StartsWith(place.Split(' ')[1], StringComparison.Ordinal)).parameter.grad!.view(-1)[0] = double.PositiveInfinity;
            return [];
        }
    }
}
