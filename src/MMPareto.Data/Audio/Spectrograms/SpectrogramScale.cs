namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>What becomes of a number x of a spectrogram; ε is a setting.</summary>
public enum SpectrogramScale
{
    /// <summary>x itself.</summary>
    Linear,

    /// <summary>ln max(x, ε).</summary>
    LogFloor,

    /// <summary>ln(x + ε).</summary>
    LogOffset,
}
