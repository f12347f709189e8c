namespace MMPareto.Data;

/// <summary>A data set that can show a sample as a picture.</summary>
public interface IRgbPreview
{
    /// <summary>Width of a picture in pixels.</summary>
    int Width { get; }

    /// <summary>Height of a picture in pixels.</summary>
    int Height { get; }

    /// <summary>Writes the picture of one sample.</summary>
    /// <param name="index">The sample.</param>
    /// <param name="rgb">
    /// Receives red, green, blue of each pixel in turn, row by row: 3 · width · height bytes.
    /// </param>
    void ReadRgb(int index, Span<byte> rgb);
}
