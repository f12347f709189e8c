namespace MMPareto.Data.Mnist;

/// <summary>The training and test images of MNIST, or of a data set in the same format.</summary>
/// <param name="Train">Images to learn from.</param>
/// <param name="Test">Images to be scored on.</param>
/// <param name="IsOriginal">Whether all four checksums are those of MNIST.</param>
public sealed record MnistImages(LabelledImages Train, LabelledImages Test, bool IsOriginal)
{
    /// <summary>Reads the four files.</summary>
    /// <param name="folder">
    /// Where they are; their checksums may be any, as Fashion-MNIST's. Left out: the cache, where they must
    /// be right.
    /// </param>
    /// <returns>The images.</returns>
    /// <exception cref="DataException">
    /// A file is missing, damaged, or not the original where it must be.
    /// </exception>
    public static MnistImages Load(string? folder = null) =>
        Load(folder ?? MnistFiles.CacheFolder, MnistFiles.Original, mustBeOriginal: folder is null);

    internal static MnistImages Load(string folder, MnistFiles files, bool mustBeOriginal)
    {
        var paths = files.All.Select(file => files.Locate(file, folder)).ToArray();
        var train = LabelledImages.Read(paths[0], paths[1]);
        var test = LabelledImages.Read(paths[2], paths[3]);
        if ((train.Height, train.Width) != (test.Height, test.Width))
        {
            throw new DataException(
                $"{paths[2]}, byte 8: expected images of {train.Height} × {train.Width} pixels " +
                $"as in {paths[0]}; found {test.Height} × {test.Width}.");
        }
        string[] found = [.. train.Checksums, .. test.Checksums];
        for (var i = 0; mustBeOriginal && i < found.Length; i++)
            files.All[i].RequireChecksum(found[i], paths[i]);
        return new MnistImages(train, test, files.All.Select(file => file.Sha256).SequenceEqual(found));
    }
}
