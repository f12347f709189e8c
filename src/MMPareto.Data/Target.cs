namespace MMPareto.Data;

/// <summary>One thing that is predicted of a sample; several are several tasks.</summary>
/// <param name="Name">What files and tables call it, such as <c>label</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="OutputCount">Outputs of a model, c: classes or labels, at least 2 and 1; 1 for a number.</param>
public sealed record Target(string Name, TargetKind Kind, int OutputCount)
{
    /// <summary>What a target is called where nobody names it.</summary>
    public const string DefaultName = "label";

    /// <summary>Factors on the training loss, c: of samples of a class, or of a label where a sample has it; null for 1.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Mean of a number in its own units, which is 0 in those that models are trained in.</summary>
    public double Mean { get; init; }

    /// <summary>Standard deviation of a number in its own units, which is 1 in those that models are trained in.</summary>
    public double Deviation { get; init; } = 1;

    /// <summary>Values of a sample: its class, or its standardised number; for labels one each, 1 where the sample has it, else 0.</summary>
    public int ValueCount => Kind == TargetKind.MultiLabel ? OutputCount : 1;

    /// <summary>One of some classes.</summary>
    /// <param name="count">How many, c ≥ 2.</param>
    /// <param name="name">What it is called.</param>
    public static Target OfClasses(int count, string name = DefaultName) => new(name, TargetKind.Class, count);
}
