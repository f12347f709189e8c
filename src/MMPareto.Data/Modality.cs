namespace MMPareto.Data;

/// <summary>One kind of input: its name and the shape of one sample.</summary>
/// <param name="Name">What models, tables and files call it, such as <c>gray</c>.</param>
/// <param name="Shape">Shape of one sample, without the batch dimension, such as [1, 28, 28].</param>
public sealed record Modality(string Name, IReadOnlyList<long> Shape)
{
    /// <summary>What the values are, as far as the shape does not tell; decides the encoder that is chosen when nobody names one.</summary>
    public ModalityKind Kind { get; init; }

    /// <summary>Where values are codes: how many there are, for each of the last columns of a table, or for the tokens of a text.</summary>
    public IReadOnlyList<int> CodeCounts { get; init; } = [];

    /// <summary>Number of values in one sample.</summary>
    public int Length => checked((int)Shape.Aggregate(1L, (product, size) => checked(product * size)));

    /// <summary>Equal names and equal sizes.</summary>
    /// <param name="other">What to compare with.</param>
    /// <returns>Whether both describe the same input.</returns>
    public bool Equals(Modality? other) =>
        other is not null && Name == other.Name && Shape.SequenceEqual(other.Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Shape.Count);

    /// <summary>Name and shape, such as <c>gray [1, 28, 28]</c>.</summary>
    /// <returns>A text for messages.</returns>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
