using System.Numerics;

namespace MMPareto.Data.Audio.Fourier;

/// <summary>The Fourier transform of any number of numbers, as a convolution with a chirp (Bluestein, 1970).</summary>
/// <remarks>X_k = c_k Σ_t (x_t c_t) c̄_(k−t) with c_t = exp(−πi t² / n), convolved by transforms of a power of two.</remarks>
internal sealed class ChirpTransform : ComplexTransform
{
    private readonly PowerOfTwoTransform _inner;
    private readonly Complex[] _chirp;
    private readonly Complex[] _filter;

    /// <param name="size">At least 1.</param>
    public ChirpTransform(int size)
        : base(size)
    {
        _inner = new PowerOfTwoTransform((int)BitOperations.RoundUpToPowerOf2((uint)(2 * size) - 1));
        _chirp = new Complex[size];
        for (var t = 0; t < size; t++)
            _chirp[t] = Complex.FromPolarCoordinates(1, -Math.PI * ((long)t * t % (2 * size)) / size);
        _filter = MakeFilter();
    }

    public override int WorkLength => 2 * _inner.Size;

    public override void Forward(Span<double> real, Span<double> imaginary, Span<double> work)
    {
        var workReal = work[.._inner.Size];
        var workImaginary = work.Slice(_inner.Size, _inner.Size);
        work[..WorkLength].Clear();
        for (var t = 0; t < Size; t++)
            (workReal[t], workImaginary[t]) = Times(real[t], imaginary[t], _chirp[t]);
        _inner.Forward(workReal, workImaginary, []);
        for (var k = 0; k < _filter.Length; k++)
            (workReal[k], workImaginary[k]) = Times(workReal[k], workImaginary[k], _filter[k]);
        _inner.Forward(workImaginary, workReal, []); // parts exchanged: the inverse but for its factor
        for (var k = 0; k < Size; k++)
            (real[k], imaginary[k]) = Times(workReal[k], workImaginary[k], _chirp[k]);
    }

    /// <summary>The transform of the conjugate chirp, which is periodic, with the factor of the inverse.</summary>
    private Complex[] MakeFilter()
    {
        var length = _inner.Size;
        var (real, imaginary) = (new double[length], new double[length]);
        for (var t = 0; t < Size; t++)
        {
            real[t] = real[(length - t) % length] = _chirp[t].Real / length;
            imaginary[t] = imaginary[(length - t) % length] = -_chirp[t].Imaginary / length;
        }
        _inner.Forward(real, imaginary, []);
        return [.. real.Zip(imaginary, (r, i) => new Complex(r, i))];
    }

    private static (double Real, double Imaginary) Times(double real, double imaginary, Complex factor) => (
        (real * factor.Real) - (imaginary * factor.Imaginary),
        (real * factor.Imaginary) + (imaginary * factor.Real));
}
