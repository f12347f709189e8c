using System.Numerics;

namespace MMPareto.Data.Audio;

/// <summary>Changes the sample rate by band-limited interpolation.</summary>
/// <remarks>
/// Output sample j is Σ_i x_i h(i − j·s/r), s and r the rates of source and target divided by what they share, and h the
/// low-pass sinc(b u) under a Hann window of six zero crossings a side, b = 0.99 min(1, r/s). Equal to
/// <c>torchaudio.functional.resample</c> with its defaults. Beyond its ends the sound is silent. The weights are made
/// once; an instance may be used from several threads.
/// </remarks>
public sealed class AudioResampler
{
    private const double ZeroCrossings = 6;
    private const double RollOff = 0.99;
    private const int MaximumRate = 1_000_000;

    private readonly int _sourceStep;
    private readonly (int Start, float[] Weights)[] _phases;

    /// <summary>Makes the weights, of about 12 · max(source, target) numbers when the rates share no factor.</summary>
    /// <param name="sourceRate">Rate of what comes in, from 1 to 1 000 000 Hz.</param>
    /// <param name="targetRate">Rate of what goes out, from 1 to 1 000 000 Hz.</param>
    /// <exception cref="ArgumentException">A rate is out of range.</exception>
    public AudioResampler(int sourceRate, int targetRate)
    {
        new OptionProblems()
            .RequireRange(nameof(sourceRate), sourceRate, 1, MaximumRate)
            .RequireRange(nameof(targetRate), targetRate, 1, MaximumRate)
            .ThrowIfAny();
        SourceRate = sourceRate;
        TargetRate = targetRate;
        var shared = (int)BigInteger.GreatestCommonDivisor(sourceRate, targetRate);
        _sourceStep = sourceRate / shared;
        var targetStep = targetRate / shared;
        _phases = sourceRate == targetRate
            ? [(0, [1f])]
            : [.. Enumerable.Range(0, targetStep).Select(phase => Phase(phase, _sourceStep, targetStep))];
    }

    /// <summary>Rate of what comes in, in Hz.</summary>
    public int SourceRate { get; }

    /// <summary>Rate of what goes out, in Hz.</summary>
    public int TargetRate { get; }

    /// <summary>How many samples become of so many: their number times target rate over source rate, rounded up.</summary>
    /// <exception cref="OverflowException">More than 2³¹ − 1.</exception>
    public int OutputLength(int sampleCount) =>
        checked((int)((((long)sampleCount * _phases.Length) + _sourceStep - 1) / _sourceStep));

    /// <summary>Resamples one channel.</summary>
    /// <param name="samples">Samples at the source rate.</param>
    /// <returns>Samples at the target rate, <see cref="OutputLength"/> of them.</returns>
    public float[] Resample(ReadOnlySpan<float> samples)
    {
        var result = new float[OutputLength(samples.Length)];
        for (var j = 0; j < result.Length; j++)
        {
            var (start, weights) = _phases[j % _phases.Length];
            result[j] = Weigh(samples, start + ((long)(j / _phases.Length) * _sourceStep), weights);
        }
        return result;
    }

    /// <summary>Resamples a clip, each channel by itself.</summary>
    /// <param name="clip">A clip at the source rate.</param>
    /// <returns>A clip at the target rate; the same one if the rates are equal.</returns>
    /// <exception cref="ArgumentException">The clip has another rate.</exception>
    public AudioClip Resample(AudioClip clip)
    {
        if (clip.SampleRate != SourceRate)
            throw new ArgumentException($"clip must have {SourceRate} Hz; got {clip.SampleRate}.", nameof(clip));
        if (SourceRate == TargetRate) return clip;
        var channels = clip.ChannelCount;
        var samples = clip.Samples.Span;
        var result = new float[checked(OutputLength(clip.Length) * channels)];
        var channel = new float[clip.Length];
        for (var c = 0; c < channels; c++)
        {
            for (var t = 0; t < channel.Length; t++) channel[t] = samples[(t * channels) + c];
            var resampled = Resample(channel);
            for (var t = 0; t < resampled.Length; t++) result[(t * channels) + c] = resampled[t];
        }
        return new AudioClip(TargetRate, channels, result);
    }

    private static (int Start, float[] Weights) Phase(int phase, int sourceStep, int targetStep)
    {
        var bandwidth = RollOff * Math.Min(sourceStep, targetStep) / sourceStep;
        var centre = (double)phase * sourceStep / targetStep;
        var first = (int)Math.Ceiling(centre - (ZeroCrossings / bandwidth));
        var last = (int)Math.Floor(centre + (ZeroCrossings / bandwidth));
        var weights = new float[last - first + 1];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)Weight((first + i - centre) * bandwidth, bandwidth);
        return (first, weights);
    }

    private static double Weight(double crossings, double bandwidth)
    {
        var angle = Math.PI * crossings;
        var window = Math.Cos(angle / (2 * ZeroCrossings));
        return bandwidth * window * window * (crossings == 0 ? 1 : Math.Sin(angle) / angle);
    }

    private static float Weigh(ReadOnlySpan<float> samples, long start, float[] weights)
    {
        var sum = 0.0;
        var from = (int)Math.Max(0, -start);
        var to = (int)Math.Min(weights.Length, samples.Length - start);
        for (var i = from; i < to; i++) sum += (double)weights[i] * samples[(int)start + i];
        return (float)sum;
    }
}
