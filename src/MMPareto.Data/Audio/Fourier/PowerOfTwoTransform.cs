namespace MMPareto.Data.Audio.Fourier;

/// <summary>The Fourier transform of a power of two numbers, by halving (Cooley and Tukey, 1965).</summary>
internal sealed class PowerOfTwoTransform : ComplexTransform
{
    private readonly int[] _reversed;
    private readonly double[] _cosines;
    private readonly double[] _sines;

    /// <param name="size">A power of two.</param>
    public PowerOfTwoTransform(int size)
        : base(size)
    {
        _reversed = new int[size];
        for (var i = 1; i < size; i++) _reversed[i] = (_reversed[i / 2] + ((i % 2) * size)) / 2;
        _cosines = new double[size / 2];
        _sines = new double[size / 2];
        for (var k = 0; k < size / 2; k++) (_sines[k], _cosines[k]) = Math.SinCos(2 * Math.PI * k / size);
    }

    public override int WorkLength => 0;

    public override void Forward(Span<double> real, Span<double> imaginary, Span<double> work)
    {
        for (var i = 0; i < Size; i++)
        {
            var j = _reversed[i];
            if (j <= i) continue;
            (real[i], real[j]) = (real[j], real[i]);
            (imaginary[i], imaginary[j]) = (imaginary[j], imaginary[i]);
        }
        for (var half = 1; half < Size; half *= 2)
            for (var start = 0; start < Size; start += 2 * half)
                Join(real.Slice(start, 2 * half), imaginary.Slice(start, 2 * half), half);
    }

    /// <summary>Makes the transform of twice as many numbers of those of the even and the odd ones.</summary>
    private void Join(Span<double> real, Span<double> imaginary, int half)
    {
        var evenReal = real[..half];
        var evenImaginary = imaginary[..half];
        var oddReal = real[half..];
        var oddImaginary = imaginary[half..];
        var stride = Size / 2 / half;
        for (var k = 0; k < half; k++)
        {
            var (cosine, sine) = (_cosines[k * stride], _sines[k * stride]);
            var turnedReal = (oddReal[k] * cosine) + (oddImaginary[k] * sine);
            var turnedImaginary = (oddImaginary[k] * cosine) - (oddReal[k] * sine);
            oddReal[k] = evenReal[k] - turnedReal;
            oddImaginary[k] = evenImaginary[k] - turnedImaginary;
            evenReal[k] += turnedReal;
            evenImaginary[k] += turnedImaginary;
        }
    }
}
