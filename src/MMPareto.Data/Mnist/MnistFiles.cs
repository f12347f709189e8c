namespace MMPareto.Data.Mnist;

/// <summary>The four files of MNIST.</summary>
/// <param name="TrainImages">60,000 images.</param>
/// <param name="TrainLabels">Their labels.</param>
/// <param name="TestImages">10,000 images.</param>
/// <param name="TestLabels">Their labels.</param>
public sealed record MnistFiles(
    MnistFile TrainImages, MnistFile TrainLabels, MnistFile TestImages, MnistFile TestLabels)
{
    /// <summary>The files as their makers published them.</summary>
    public static MnistFiles Original { get; } = new(
        new(
            "train-images-idx3-ubyte", 47_040_016,
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new(
            "train-labels-idx1-ubyte", 60_008,
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new(
            "t10k-images-idx3-ubyte", 7_840_016,
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new(
            "t10k-labels-idx1-ubyte", 10_008,
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

    /// <summary>Where fetched files are kept: the folder <c>mnist</c> of <see cref="DataFolder"/>.</summary>
    public static string CacheFolder => DataFolder.For("mnist");

    /// <summary>All four.</summary>
    public IReadOnlyList<MnistFile> All => [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>The files' names, for messages.</summary>
    internal string Names => string.Join(", ", All.Select(file => file.Name));

    /// <summary>Finds one file, or says which are missing.</summary>
    internal string Locate(MnistFile file, string folder) => file.FindIn(folder) ?? throw new DataException(
        $"{folder}: expected the files {Names} (plain or .gz); missing: " +
        $"{string.Join(", ", All.Where(each => each.FindIn(folder) is null).Select(each => each.Name))}. " +
        "Fetch them, or place them there.");
}
