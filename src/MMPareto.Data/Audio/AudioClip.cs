namespace MMPareto.Data.Audio;

/// <summary>A stretch of sound as numbers, of one or more channels. Immutable if the caller leaves its array alone.</summary>
public sealed class AudioClip
{
    /// <summary>Makes a clip of samples, which are not copied.</summary>
    /// <param name="sampleRate">Samples a second of each channel, in Hz; at least 1.</param>
    /// <param name="channelCount">Channels; at least 1.</param>
    /// <param name="samples">
    /// Samples, shape [t, channels]: those of one moment stand together. Full scale is −1 to 1.
    /// </param>
    /// <exception cref="ArgumentException">A count is below 1, or a last moment lacks channels.</exception>
    public AudioClip(int sampleRate, int channelCount, ReadOnlyMemory<float> samples)
    {
        new OptionProblems()
            .RequireRange(nameof(sampleRate), sampleRate, 1)
            .RequireRange(nameof(channelCount), channelCount, 1)
            .Require(
                channelCount < 1 || samples.Length % channelCount == 0, nameof(samples),
                $"be a multiple of {channelCount} numbers", samples.Length)
            .ThrowIfAny();
        SampleRate = sampleRate;
        ChannelCount = channelCount;
        Samples = samples;
    }

    /// <summary>Samples a second of each channel, in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Channels, at least 1.</summary>
    public int ChannelCount { get; }

    /// <summary>All samples, shape [t, channels]; full scale is −1 to 1, which a file of floats may exceed.</summary>
    public ReadOnlyMemory<float> Samples { get; }

    /// <summary>Samples of each channel.</summary>
    public int Length => Samples.Length / ChannelCount;

    /// <summary>How long it sounds, in seconds.</summary>
    public double Seconds => (double)Length / SampleRate;

    /// <summary>The mean of the channels.</summary>
    /// <returns>A clip of one channel; the same one if it has one already.</returns>
    public AudioClip ToMono()
    {
        if (ChannelCount == 1) return this;
        var mono = new float[Length];
        var samples = Samples.Span;
        for (var t = 0; t < mono.Length; t++)
        {
            var sum = 0.0;
            foreach (var sample in samples.Slice(t * ChannelCount, ChannelCount)) sum += sample;
            mono[t] = (float)(sum / ChannelCount);
        }
        return new AudioClip(SampleRate, 1, mono);
    }
}
