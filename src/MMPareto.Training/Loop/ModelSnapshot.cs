using MMPareto.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Training.Loop;

/// <summary>The state of a model, which disposing brings back bit by bit: parameters, buffers, gradients, training mode, and the
/// state of libtorch's generator, which dropout draws from.</summary>
/// <remarks>Gradients are set aside, not copied: until it is disposed the parameters have none.</remarks>
internal sealed class ModelSnapshot : IDisposable
{
    private readonly Model _model;
    private readonly bool _training;
    private readonly (Tensor Live, Tensor Copy)[] _tensors;
    private readonly (Parameter Parameter, Tensor? Gradient)[] _gradients;
    private readonly Tensor _generator;

    /// <param name="model">The model.</param>
    public ModelSnapshot(Model model)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        (_model, _training) = (model, model.training);
        Parameter[] parameters = [.. model.parameters().DistinctBy(p => p.Handle)];
        _tensors = [.. parameters.Concat<Tensor>(model.buffers()).Select(live => (live, live.detach().clone().DetachFromDisposeScope()))];
        _gradients = [.. parameters.Select(parameter => (parameter, parameter.grad?.DetachFromDisposeScope()))];
        foreach (var parameter in parameters) parameter.grad = null;
        using var generator = Generator.Default;
        _generator = generator.get_state().DetachFromDisposeScope();
    }

    public void Dispose()
    {
        using var _ = no_grad();
        foreach (var (live, copy) in _tensors)
        {
            live.copy_(copy);
            copy.Dispose();
        }
        foreach (var (parameter, gradient) in _gradients)
        {
            parameter.grad = gradient;
            gradient?.Dispose();
        }
        using var generator = Generator.Default;
        generator.set_state(_generator);
        _generator.Dispose();
        _model.train(_training);
    }
}
