namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>Tables of window functions.</summary>
internal static class Windows
{
    /// <summary>A window whose first and last number are equal.</summary>
    public static double[] Symmetric(WindowFunction function, int length) => Make(function, length, length - 1);

    /// <summary>A Hann window that would go on with its first number after its last.</summary>
    public static double[] PeriodicHann(int length) => Make(WindowFunction.Hann, length, length);

    private static double[] Make(WindowFunction function, int length, int period)
    {
        var window = new double[length];
        for (var t = 0; t < length; t++) window[t] = length == 1 ? 1 : Value(function, 2 * Math.PI * t / period);
        return window;
    }

    private static double Value(WindowFunction function, double angle) => function switch
    {
        WindowFunction.Hann => 0.5 - (0.5 * Math.Cos(angle)),
        WindowFunction.Povey => Math.Pow(0.5 - (0.5 * Math.Cos(angle)), 0.85),
        WindowFunction.Hamming => 0.54 - (0.46 * Math.Cos(angle)),
        _ => 1,
    };
}
