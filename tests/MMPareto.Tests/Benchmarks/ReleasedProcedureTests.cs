using MMPareto.Benchmarks.Subjects;
using MMPareto.Gradients;
using MMPareto.Native;
using MMPareto.Tests.Support;
using MMPareto.Training;
using static TorchSharp.torch;

namespace MMPareto.Tests.Benchmarks;

/// <summary>The released code's procedure, as the benchmark has it, makes the gradients of <c>mmpareto-official</c>.</summary>
public class ReleasedProcedureTests
{
    /// <param name="factor">On the unimodal losses; its sign turns conflict into agreement.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(-0.3)]
    public void It_equals_mmpareto_official_to_rounding(double factor)
    {
        using var trainee = new Trainee(SmallSubject.Subject, Engine.Plain);
        new ReleasedProcedure(trainee.Model).FillGradients(LossesOf(trainee, factor));
        var theirs = GradientsOf(trainee);

        using var integrator = GradientIntegrator.For([.. trainee.Model.Encoders], Weightings.MMParetoOfficial());
        using (no_grad())
            foreach (var parameter in trainee.Model.parameters()) parameter.grad = null;
        using (NewDisposeScope())
        {
            var losses = LossesOf(trainee, factor);
            integrator.Backward(losses.Multimodal!, losses.Heads);
        }
        var ours = GradientsOf(trainee);
        Assert.Equal(ours.Keys, theirs.Keys);
        foreach (var name in ours.Keys) Close.Equal(ours[name], theirs[name], 1e-4);
    }

    /// <summary>So that the test above sees both branches.</summary>
    [Fact]
    public void Each_encoder_is_in_conflict_with_one_sign_of_the_unimodal_losses_and_not_with_the_other()
    {
        using var trainee = new Trainee(SmallSubject.Subject, Engine.Plain);
        var procedure = new ReleasedProcedure(trainee.Model);
        procedure.FillGradients(LossesOf(trainee, 1));
        procedure.FillGradients(LossesOf(trainee, -1));
        Assert.Equal(2, procedure.Conflicts);
    }

    [Fact]
    public void It_leaves_no_tensors_behind()
    {
        using var trainee = new Trainee(SmallSubject.Subject, Engine.Plain);
        var procedure = new ReleasedProcedure(trainee.Model);
        void Step()
        {
            using var scope = NewDisposeScope();
            procedure.FillGradients(trainee.Losses());
            trainee.Optimizer.Step();
        }
        Step();
        var before = LiveTensors.Settled();
        for (var step = 0; step < 3; step++) Step();
        LiveTensors.AssertAtMost(before);
    }

    private static Objectives LossesOf(Trainee trainee, double factor)
    {
        var losses = trainee.Losses();
        return new(losses.Multimodal, [.. losses.Heads.Select(loss => loss!.Times(factor))]);
    }

    private static SortedDictionary<string, double[]> GradientsOf(Trainee trainee)
    {
        using var scope = NewDisposeScope();
        return new(trainee.Model.named_parameters().ToDictionary(
            entry => entry.name, entry => entry.parameter.grad!.data<float>().Select(value => (double)value).ToArray()), StringComparer.Ordinal);
    }
}
