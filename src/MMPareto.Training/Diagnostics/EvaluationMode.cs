using MMPareto.Models;

namespace MMPareto.Training.Diagnostics;

/// <summary>Puts a model into evaluation mode, so that running statistics are used and not moved, until it is disposed.</summary>
internal sealed class EvaluationMode : IDisposable
{
    private readonly Model _model;
    private readonly bool _training;

    public EvaluationMode(Model model)
    {
        (_model, _training) = (model, model.training);
        model.eval();
    }

    public void Dispose() => _model.train(_training);
}
