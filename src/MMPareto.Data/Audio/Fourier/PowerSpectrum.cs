namespace MMPareto.Data.Audio.Fourier;

/// <summary>The squared magnitudes |X_k|², k = 0 … n/2, of the Fourier transform of n real numbers.</summary>
/// <remarks>
/// An even number of reals is transformed as half as many complex numbers. Immutable, and so safe for threads, each of
/// which brings its own <see cref="SpectrumBuffer"/>.
/// </remarks>
internal sealed class PowerSpectrum
{
    private readonly ComplexTransform _transform;
    private readonly double[] _cosines;
    private readonly double[] _sines;

    /// <param name="size">Numbers of a frame; at least 1.</param>
    public PowerSpectrum(int size)
    {
        Size = size;
        _transform = ComplexTransform.OfSize(IsEven ? size / 2 : size);
        _cosines = new double[BinCount];
        _sines = new double[BinCount];
        for (var k = 0; k < BinCount; k++) (_sines[k], _cosines[k]) = Math.SinCos(2 * Math.PI * k / size);
    }

    /// <summary>Numbers of a frame.</summary>
    public int Size { get; }

    /// <summary>Numbers of a spectrum, n/2 + 1.</summary>
    public int BinCount => (Size / 2) + 1;

    private bool IsEven => Size % 2 == 0;

    /// <summary>Makes memory for one thread.</summary>
    public SpectrumBuffer CreateBuffer() => new(Size, BinCount, (2 * _transform.Size) + _transform.WorkLength);

    /// <summary>Makes the power of the buffer of its frame.</summary>
    public void Compute(SpectrumBuffer buffer)
    {
        var n = _transform.Size;
        var real = buffer.Work.AsSpan(0, n);
        var imaginary = buffer.Work.AsSpan(n, n);
        var work = buffer.Work.AsSpan(2 * n);
        if (IsEven)
        {
            for (var t = 0; t < n; t++) (real[t], imaginary[t]) = (buffer.Frame[2 * t], buffer.Frame[(2 * t) + 1]);
            _transform.Forward(real, imaginary, work);
            Unfold(real, imaginary, buffer.Power);
        }
        else
        {
            buffer.Frame.CopyTo(real);
            imaginary.Clear();
            _transform.Forward(real, imaginary, work);
            for (var k = 0; k < BinCount; k++) buffer.Power[k] = (real[k] * real[k]) + (imaginary[k] * imaginary[k]);
        }
    }

    /// <summary>X_k = E_k + exp(−2πi k / n) O_k, where E and O are the transforms of the even and the odd samples.</summary>
    private void Unfold(ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary, Span<double> power)
    {
        var half = real.Length;
        for (var k = 0; k <= half; k++)
        {
            var (a, b) = (k % half, (half - k) % half);
            var (evenReal, evenImaginary) = ((real[a] + real[b]) / 2, (imaginary[a] - imaginary[b]) / 2);
            var (oddReal, oddImaginary) = ((imaginary[a] + imaginary[b]) / 2, (real[b] - real[a]) / 2);
            var x = evenReal + (oddReal * _cosines[k]) + (oddImaginary * _sines[k]);
            var y = evenImaginary + (oddImaginary * _cosines[k]) - (oddReal * _sines[k]);
            power[k] = (x * x) + (y * y);
        }
    }
}
