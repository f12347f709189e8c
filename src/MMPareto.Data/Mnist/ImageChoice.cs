namespace MMPareto.Data.Mnist;

/// <summary>Which images of MNIST's files make up a data set's parts; an image is named by its place in its file.</summary>
internal static class ImageChoice
{
    /// <summary>All images of a file.</summary>
    public static int[] All(LabelledImages images) => [.. Enumerable.Range(0, images.Count)];

    /// <summary>Sets training images aside for validation, every digit keeping its share.</summary>
    /// <exception cref="ArgumentException">There are not more images than are to be set aside.</exception>
    public static (int[] Train, int[] Validation) Split(LabelledImages images, int validationSize, long seed)
    {
        if (validationSize >= images.Count)
        {
            throw new ArgumentException(
                $"ValidationSize must be below the {images.Count} training images; got {validationSize}.");
        }
        var all = All(images);
        var validation = StratifiedSample.Take(all, images.LabelOf, validationSize, seed);
        return ([.. all.Except(validation)], validation);
    }

    /// <summary>At most so many of a part's images, every digit keeping its share; 0 for all.</summary>
    public static int[] Limited(int[] chosen, LabelledImages images, int limit, long seed) =>
        limit == 0 || limit >= chosen.Length ? chosen : StratifiedSample.Take(chosen, images.LabelOf, limit, seed);

    /// <summary>One more than the largest label in both files.</summary>
    public static int ClassCountOf(MnistImages images) => 1 + Math.Max(
        All(images.Train).Max(images.Train.LabelOf), All(images.Test).Max(images.Test.LabelOf));
}
