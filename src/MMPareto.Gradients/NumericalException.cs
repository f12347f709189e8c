namespace MMPareto.Gradients;

/// <summary>A loss or a gradient is not finite, or a solver did not reach its accuracy.</summary>
public sealed class NumericalException : Exception
{
    /// <summary>Tells where the first value that is not finite was found.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="objective">The loss it belongs to, for example "multimodal".</param>
    /// <param name="group">The encoder; null when the loss itself is not finite, or a parameter outside the encoders has the gradient.</param>
    /// <param name="parameter">Name of the first parameter whose gradient is not finite, or null.</param>
    public NumericalException(long step, string objective, string? group, string? parameter)
        : this(step, objective, group, parameter, "Lower the learning rate, clip the gradient, or check the inputs.")
    {
    }

    /// <summary>A numerical failure that has no place in a training step.</summary>
    /// <param name="message">What failed, what was expected and what was found.</param>
    public NumericalException(string message) : base(message) => (Objective, Where) = ("", message);

    private NumericalException(long step, string objective, string? group, string? parameter, string remedy)
        : base($"{Describe(step, objective, group, parameter)}{(group is null || parameter is null ? "" : ",")} is not finite. {remedy}") =>
        (Step, Objective, Group, Parameter, Where) = (step, objective, group, parameter, Describe(step, objective, group, parameter));

    /// <summary>Number of the step, from 1; 0 outside of training.</summary>
    public long Step { get; }

    /// <summary>The loss the value belongs to.</summary>
    public string Objective { get; }

    /// <summary>The encoder; null when the loss itself is not finite, or a parameter outside the encoders has the gradient.</summary>
    public string? Group { get; }

    /// <summary>The first parameter whose gradient is not finite, or null.</summary>
    public string? Parameter { get; }

    /// <summary>What is not finite, and in which step.</summary>
    public string Where { get; }

    /// <summary>The same fault in a step as the training counts it.</summary>
    /// <param name="step">Number of the step, from 1.</param>
    public NumericalException At(long step) => Step == 0 || Step == step ? this : new(step, Objective, Group, Parameter);

    /// <summary>The same fault with more said of it.</summary>
    /// <param name="sentence">A sentence.</param>
    public NumericalException With(string sentence) => new(Step, Objective, Group, Parameter, sentence);

    private static string Describe(long step, string objective, string? group, string? parameter)
    {
        var what = group is null ? parameter is null ? $"the {objective} loss" : $"the {objective} gradient of parameter '{parameter}'"
            : parameter is null ? $"the length of the {objective} gradient of encoder '{group}'"
            : $"the {objective} gradient of encoder '{group}', parameter '{parameter}'";
        return $"step {step}: {what}";
    }
}
