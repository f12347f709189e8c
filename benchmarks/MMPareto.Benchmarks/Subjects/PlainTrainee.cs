using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>Trains by the released code's procedure in float32 and libtorch's contiguous layout, with TorchSharp's SGD.</summary>
internal sealed class PlainTrainee : IPlainSteps
{
    private readonly Trainee _trainee;
    private readonly ReleasedProcedure _procedure;
    private readonly optim.Optimizer _sgd;

    /// <param name="subject">Model and data.</param>
    public PlainTrainee(Subject subject)
    {
        _trainee = new(subject, Engine.Plain);
        _procedure = new(_trainee.Model);
        var settings = _trainee.Optimizer.Options;
        _sgd = optim.SGD(_trainee.Model.parameters(), settings.LearningRate, settings.Momentum, weight_decay: settings.WeightDecay);
    }

    /// <summary>Takes a step.</summary>
    public void Take()
    {
        using var scope = NewDisposeScope();
        _procedure.FillGradients(_trainee.Losses());
        _sgd.step();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sgd.Dispose();
        _trainee.Dispose();
    }
}
