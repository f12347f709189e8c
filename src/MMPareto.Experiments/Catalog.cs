namespace MMPareto.Experiments;

/// <summary>All methods, data sets and models by name; an explicit list, so that nothing registers itself.</summary>
public static class Catalog
{
    /// <summary>Balancing methods.</summary>
    public static IReadOnlyList<CatalogEntry> Methods { get; } =
    [
        new("joint", "baseline", "One loss on the fused output; the common way to train.", "", "methods/joint.md"),
        new("uniform", "baseline", "Multimodal and unimodal losses, their gradients added.", "", "methods/uniform.md"),
        new("uniform-scaled", "control", "uniform with the encoders' gradients times gamma.", "MMPareto2024", "methods/uniform-scaled.md"),
        new("pareto", "gradient", "The min-norm direction in every step (MGDA).", "Sener2018", "methods/pareto.md"),
        new("mmpareto", "gradient", "Min-norm direction in conflict, sum otherwise, at least as long as the sum, times gamma.", "MMPareto2024", "methods/mmpareto.md"),
        new("mmpareto-official", "gradient", "mmpareto as the released code computes it, tensor by tensor.", "MMPareto2024", "methods/mmpareto-official.md"),
    ];

    /// <summary>Data sets.</summary>
    public static IReadOnlyList<CatalogEntry> Datasets { get; } =
    [
        new("cg-mnist", "images", "MNIST in gray and in colour; colour follows the digit in training only.", "Kim2019", "datasets/cg-mnist.md"),
        new("playground", "made up", "Vectors in 2 to 6 modalities with dials for imbalance, conflict and noise.", "", "datasets/playground.md"),
    ];

    /// <summary>Parts of models.</summary>
    public static IReadOnlyList<CatalogEntry> Models { get; } =
    [
        new("conv", "encoder", "Four convolutions and a global average, for images of about 28x28.", "", "models.md"),
        new("mlp", "encoder", "One hidden layer, for inputs of any shape, flattened.", "", "models.md"),
        new("concatenation", "fusion", "The features of all modalities one after the other.", "MMPareto2024", "models.md"),
    ];
}
