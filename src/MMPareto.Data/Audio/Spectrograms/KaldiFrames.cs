namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>Cuts a signal into frames as Kaldi does, ready to transform.</summary>
internal sealed class KaldiFrames(KaldiFilterBankOptions options)
{
    private readonly double[] _window = Windows.Symmetric(options.Window, options.FrameSamples);
    private readonly int _length = options.FrameSamples;
    private readonly int _shift = options.ShiftSamples;

    /// <summary>Frames of so many samples.</summary>
    public int Count(int sampleCount)
    {
        if (!options.SnipEdges) return (int)(((long)sampleCount + (_shift / 2)) / _shift);
        return sampleCount < _length ? 0 : 1 + ((sampleCount - _length) / _shift);
    }

    /// <summary>Reads one frame; numbers of the destination beyond its length stay zero.</summary>
    public void Read(ReadOnlySpan<float> samples, int frame, Span<double> destination)
    {
        var start = frame * _shift;
        if (!options.SnipEdges) start -= (_length / 2) - (_shift / 2);
        var sum = 0.0;
        for (var i = 0; i < _length; i++)
        {
            destination[i] = samples[Mirror(start + i, samples.Length)];
            sum += destination[i];
        }
        var mean = options.RemoveMean ? sum / _length : 0;
        var previous = destination[0] - mean;
        for (var i = 0; i < _length; i++)
        {
            var sample = destination[i] - mean;
            destination[i] = (sample - (options.Preemphasis * previous)) * _window[i];
            previous = sample;
        }
    }

    /// <summary>Reflects an index at the ends, where the last sample comes twice.</summary>
    private static int Mirror(int index, int count)
    {
        if ((uint)index < (uint)count) return index;
        var period = 2 * count;
        var within = ((index % period) + period) % period;
        return within < count ? within : period - 1 - within;
    }
}
