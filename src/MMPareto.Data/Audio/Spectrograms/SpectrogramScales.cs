namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>The formulas of <see cref="SpectrogramScale"/>.</summary>
internal static class SpectrogramScales
{
    /// <summary>Scales one number that is not negative.</summary>
    public static float Apply(this SpectrogramScale scale, double value, double epsilon) => (float)(scale switch
    {
        SpectrogramScale.LogFloor => Math.Log(Math.Max(value, epsilon)),
        SpectrogramScale.LogOffset => Math.Log(value + epsilon),
        _ => value,
    });
}
