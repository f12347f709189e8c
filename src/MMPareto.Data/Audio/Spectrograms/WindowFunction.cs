namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>How a frame fades at its ends.</summary>
public enum WindowFunction
{
    /// <summary>(1 − cos φ) / 2, φ from 0 to 2π over the frame; Kaldi calls it "hanning".</summary>
    Hann,

    /// <summary>The Hann window to the power of 0.85, Kaldi's default.</summary>
    Povey,

    /// <summary>0.54 − 0.46 cos φ.</summary>
    Hamming,

    /// <summary>No fading.</summary>
    Rectangular,
}
