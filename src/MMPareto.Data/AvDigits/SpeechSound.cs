using MMPareto.Data.Audio;

namespace MMPareto.Data.AvDigits;

/// <summary>What becomes of spoken digits before they are kept: 16 kHz, without silence around, of one loudness, with noise.</summary>
internal static class SpeechSound
{
    /// <summary>Samples a second, in Hz.</summary>
    public const int SampleRate = 16_000;

    private const float Silence = 0.02f;
    private const double Loudness = 0.08;
    private const int LongestLength = SampleRate;

    /// <param name="spoken">Speech.</param>
    /// <param name="noise">Standard deviation of the noise over the root mean square of the speech.</param>
    /// <param name="random">Decides the noise.</param>
    /// <returns>At most a second.</returns>
    public static AudioClip Of(AudioClip spoken, double noise, CounterRandom random)
    {
        var mono = spoken.ToMono();
        if (mono.SampleRate != SampleRate) mono = new AudioResampler(mono.SampleRate, SampleRate).Resample(mono);
        var speech = Trimmed(mono.Samples.Span);
        var power = Math.Sqrt(speech.Sum(value => (double)value * value) / Math.Max(1, speech.Length));
        var gain = power > 0 ? Loudness / power : 0;
        return new AudioClip(SampleRate, 1, Array.ConvertAll(speech, value =>
            (float)Math.Clamp((gain * value) + (noise * Loudness * random.NextGaussian()), -1, 1)));
    }

    private static float[] Trimmed(ReadOnlySpan<float> samples)
    {
        var threshold = 0f;
        foreach (var value in samples) threshold = Math.Max(threshold, Silence * Math.Abs(value));
        var (first, last) = (0, samples.Length - 1);
        while (first < last && Math.Abs(samples[first]) <= threshold) first++;
        while (last > first && Math.Abs(samples[last]) <= threshold) last--;
        return samples.Slice(first, Math.Min(last - first + 1, LongestLength)).ToArray();
    }
}
