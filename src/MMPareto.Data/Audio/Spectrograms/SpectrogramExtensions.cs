namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>Spectrograms of whole clips.</summary>
public static class SpectrogramExtensions
{
    /// <summary>Computes the image of the mean of a clip's channels.</summary>
    /// <param name="spectrogram">The kind of image.</param>
    /// <param name="clip">A clip of the rate of the spectrogram.</param>
    /// <returns>The numbers row by row, in the shape that the spectrogram gives for the length of the clip.</returns>
    /// <exception cref="ArgumentException">The clip has another rate.</exception>
    public static float[] Compute(this ISpectrogram spectrogram, AudioClip clip)
    {
        if (clip.SampleRate != spectrogram.SampleRate)
        {
            throw new ArgumentException(
                $"clip must have {spectrogram.SampleRate} Hz; got {clip.SampleRate}. " +
                $"Bring it there with {nameof(AudioResampler)}.", nameof(clip));
        }
        var (rows, columns) = spectrogram.Shape(clip.Length);
        var image = new float[rows * columns];
        spectrogram.Compute(clip.ToMono().Samples.Span, image);
        return image;
    }

    /// <summary>Throws unless the destination has as many numbers as the shape.</summary>
    internal static void RequireLength(this ISpectrogram spectrogram, int sampleCount, Span<float> destination)
    {
        var (rows, columns) = spectrogram.Shape(sampleCount);
        if (destination.Length == (long)rows * columns) return;
        throw new ArgumentException(
            $"destination must have {rows} × {columns} numbers; got {destination.Length}.", nameof(destination));
    }
}
