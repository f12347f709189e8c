using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MMPareto.Models.Encoders;

/// <summary>An embedding for each category of a table's row, then a multi-layer perceptron on these and the numbers.</summary>
/// <remarks>
/// [b, w] → the plain columns as they are, and an embedding in the place of each code, one after the other →
/// <see cref="MLPEncoder"/> → [b, d]. Plain columns come first; they should be standardised. The embedding of a category with
/// n codes has min(50, (n + 1)/2) values, rounded down: a common rule of thumb, of no paper. Code 0 is unknown or missing; its
/// embedding begins at zero, so that it says nothing where training never met it, and is trained where it did.
/// </remarks>
public sealed class TableEncoder : Encoder
{
    private const int MostValues = 50;

    [ComponentName(Name = "embeddings")]
    private readonly ModuleList<Embedding> _embeddings = [];

    [ComponentName(Name = "mlp")]
    private readonly MLPEncoder _mlp;

    private readonly int _plainCount;

    /// <summary>An encoder for rows of one make.</summary>
    /// <param name="plainCount">Number of columns that are numbers, at least 0.</param>
    /// <param name="cardinalities">Number of codes of each other column, code 0 included, at least 1: they are 0 to n − 1.</param>
    /// <param name="hiddenCount">Units of the hidden layer, at least 1.</param>
    /// <param name="featureCount">Number of features, d ≥ 1.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or there is no column.</exception>
    public TableEncoder(int plainCount, IReadOnlyList<int> cardinalities, int hiddenCount = 64, int featureCount = 64)
        : base(nameof(TableEncoder), featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plainCount);
        if (cardinalities.Any(count => count < 1) || plainCount + cardinalities.Count == 0)
            throw new ArgumentException(
                $"cardinalities must be at least 1, and there must be a column; got [{string.Join(", ", cardinalities)}] beside "
                + $"{plainCount} plain columns.", nameof(cardinalities));
        _plainCount = plainCount;
        foreach (var count in cardinalities) _embeddings.Add(NewEmbedding(count));
        _mlp = new MLPEncoder(plainCount + cardinalities.Sum(ValuesOf), hiddenCount, featureCount);
        RegisterComponents();
    }

    /// <summary>Values of the embedding of a category.</summary>
    /// <param name="cardinality">Number of its codes, at least 1.</param>
    public static int ValuesOf(int cardinality) => Math.Min(MostValues, (cardinality + 1) / 2);

    /// <inheritdoc/>
    /// <param name="input">Rows, [b, w]: plain columns, then codes as floating-point values.</param>
    /// <exception cref="ArgumentException">The input has another shape, or a code is out of its range.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        if (input.shape is not [_, var width] || width != _plainCount + _embeddings.Count)
            throw new ArgumentException(
                $"input must be [b, {_plainCount + _embeddings.Count}]; got [{string.Join(", ", input.shape)}].", nameof(input));
        Tensor[] parts = [input.narrow(1, 0, _plainCount), .. _embeddings.Select((embedding, k) => Embed(embedding, input, _plainCount + k))];
        return _mlp.call(cat(parts, 1)).MoveToOuterDisposeScope();
    }

    private static Tensor Embed(Embedding embedding, Tensor input, int column) =>
        embedding.call(Codes.Of(input.select(1, column), embedding.weight!.shape[0], $"codes of column {column}"));

    private static Embedding NewEmbedding(int cardinality)
    {
        var embedding = nn.Embedding(cardinality, ValuesOf(cardinality));
        using var _ = no_grad();
        using var unknown = embedding.weight![0];
        unknown.zero_();
        return embedding;
    }
}
