namespace MMPareto.Data.Audio.Fourier;

/// <summary>The memory of one thread for spectra of one size.</summary>
internal sealed class SpectrumBuffer(int frameLength, int binCount, int workLength)
{
    /// <summary>Numbers to transform.</summary>
    public double[] Frame { get; } = new double[frameLength];

    /// <summary>Their power spectrum.</summary>
    public double[] Power { get; } = new double[binCount];

    /// <summary>Whatever the transform needs.</summary>
    public double[] Work { get; } = new double[workLength];
}
