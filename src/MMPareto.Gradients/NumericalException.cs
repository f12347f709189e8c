namespace MMPareto.Gradients;

/// <summary>A loss or a gradient is not finite, or a solver did not reach its accuracy.</summary>
public sealed class NumericalException : Exception
{
    /// <summary>Tells where the first value that is not finite was found.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="objective">The loss it belongs to, for example "multimodal".</param>
    /// <param name="group">The encoder, or null when the loss itself is not finite.</param>
    /// <param name="parameter">Name of the first parameter whose gradient is not finite, or null.</param>
    public NumericalException(long step, string objective, string? group, string? parameter)
        : base(Describe(step, objective, group, parameter)) =>
        (Step, Objective, Group, Parameter) = (step, objective, group, parameter);

    /// <summary>A numerical failure that has no place in a training step.</summary>
    /// <param name="message">What failed, what was expected and what was found.</param>
    public NumericalException(string message) : base(message) => Objective = "";

    /// <summary>Number of the step, from 1; 0 outside of training.</summary>
    public long Step { get; }

    /// <summary>The loss the value belongs to.</summary>
    public string Objective { get; }

    /// <summary>The encoder, or null when the loss itself is not finite.</summary>
    public string? Group { get; }

    /// <summary>The first parameter whose gradient is not finite, or null.</summary>
    public string? Parameter { get; }

    private static string Describe(long step, string objective, string? group, string? parameter)
    {
        var what = group is null ? $"the {objective} loss"
            : parameter is null ? $"the length of the {objective} gradient of encoder '{group}'"
            : $"the {objective} gradient of encoder '{group}', parameter '{parameter}',";
        return $"step {step}: {what} is not finite. Lower the learning rate, clip the gradient, or check the inputs.";
    }
}
