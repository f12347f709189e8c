using MMPareto.Native;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MMPareto.Gradients;

/// <summary>The gradients of several objectives with respect to one encoder: one flat row each, in one buffer.</summary>
/// <remarks>
/// <c>p.grad</c> of every parameter is a view of one row at a time, so autograd adds into the row in place: nothing is
/// cloned or concatenated. The combined gradient replaces row 0, which is what <c>p.grad</c> shows afterwards.
/// </remarks>
public sealed class GradientRows : IDisposable
{
    private const int Block = 4096; // entries; two blocks of float32 fit the first-level cache

    private readonly (string Name, Parameter Parameter)[] _parameters;
    private readonly long[] _offsets;
    private readonly Tensor _buffer;
    private readonly Tensor[][] _views;
    private readonly (int Tensor, long Start, int Length)[] _pieces; // for threads
    private readonly double[] _tensorGramians;
    private readonly double[] _gramian;
    private readonly bool _vectorCode;
    private readonly double _largest;

    internal GradientRows(string group, IReadOnlyList<(string Name, Parameter Parameter)> parameters, int count)
    {
        (Group, Count) = (group, count);
        _parameters = [.. parameters];
        _offsets = new long[_parameters.Length + 1];
        for (var t = 0; t < _parameters.Length; t++) _offsets[t + 1] = _offsets[t] + _parameters[t].Parameter.numel();

        var first = _parameters[0].Parameter;
        using var scope = NewDisposeScope();
        _buffer = zeros(count, Length, dtype: first.dtype, device: first.device).DetachFromDisposeScope();
        _views = [.. Enumerable.Range(0, count).Select(ViewsOfRow)];
        _pieces = [.. Enumerable.Range(0, TensorCount).SelectMany(PiecesOfTensor)];
        _tensorGramians = new double[TensorCount * count * count];
        _gramian = new double[count * count];
        _vectorCode = first.dtype == ScalarType.Float32 && first.device_type == DeviceType.CPU;
        _largest = finfo(first.dtype).max;
    }

    /// <summary>Name of the encoder.</summary>
    public string Group { get; }

    /// <summary>Number of rows, m.</summary>
    public int Count { get; }

    /// <summary>Number of entries in a row, n.</summary>
    public long Length => _offsets[^1];

    /// <summary>Number of parameter tensors.</summary>
    public int TensorCount => _parameters.Length;

    /// <summary>Name of a parameter tensor.</summary>
    /// <param name="tensor">Number of the parameter tensor, from 0.</param>
    public string TensorName(int tensor) => _parameters[tensor].Name;

    /// <summary>Inner products of the rows, [m, m] row by row; as of the last measurement.</summary>
    public ReadOnlySpan<double> Gramian => _gramian;

    /// <summary>The rows themselves, [m, n]: the buffer, not a copy. Do not dispose it.</summary>
    public Tensor Buffer => _buffer;

    /// <summary>Inner products of the rows within one parameter tensor, [m, m] row by row; as of the last measurement.</summary>
    /// <param name="tensor">Number of the parameter tensor, from 0.</param>
    public ReadOnlySpan<double> TensorGramian(int tensor) => _tensorGramians.AsSpan(tensor * Count * Count, Count * Count);

    /// <summary>Replaces row 0 by the weighted sum of the rows, computed in double and rounded once.</summary>
    /// <param name="weights">One weight a row, length m.</param>
    public void Combine(ReadOnlySpan<double> weights) => Combine(0, Length, weights);

    /// <summary>As <see cref="Combine(ReadOnlySpan{double})"/>, for one parameter tensor.</summary>
    /// <param name="tensor">Number of the parameter tensor, from 0.</param>
    /// <param name="weights">One weight a row, length m.</param>
    public void CombineTensor(int tensor, ReadOnlySpan<double> weights) =>
        Combine(_offsets[tensor], _offsets[tensor + 1], weights);

    /// <summary>Shrinks weights so far that no entry of the combination can exceed the number type of the gradients.</summary>
    /// <param name="statistics">The Gramian that bounds the entries.</param>
    /// <param name="weights">One weight a row, changed in place when they are too large.</param>
    /// <returns>Whether they were changed.</returns>
    public bool FitWeights(in ObjectiveStatistics statistics, Span<double> weights)
    {
        var bound = 0.0;
        for (var i = 0; i < weights.Length; i++) bound += Math.Abs(weights[i]) * statistics.Norm(i);
        if (bound <= _largest) return false;
        foreach (ref var weight in weights) weight *= _largest / bound * (1 - 1e-6);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var view in _views.SelectMany(row => row)) view.Dispose();
        _buffer.Dispose();
    }

    /// <summary>Sets all rows to zero.</summary>
    internal void Clear()
    {
        using var _ = no_grad();
        _buffer.zero_();
    }

    /// <summary>Makes one row the place where autograd accumulates.</summary>
    internal void Bind(int row)
    {
        for (var t = 0; t < _parameters.Length; t++) _parameters[t].Parameter.grad = _views[row][t];
    }

    /// <summary>Takes the rows away from autograd, which then makes gradients of its own.</summary>
    internal void Unbind()
    {
        foreach (var (_, parameter) in _parameters) parameter.grad = null;
    }

    /// <summary>Computes the inner products of the first rows; the rest of the Gramian is zero.</summary>
    /// <param name="rows">How many rows hold gradients.</param>
    internal void Measure(int rows)
    {
        if (_vectorCode) MeasureTensorsByVectorCode(MemoryLayout.AddressOf(_buffer), rows);
        else MeasureTensorsByTorch();
        Array.Clear(_gramian);
        for (var t = 0; t < TensorCount; t++)
            for (var k = 0; k < _gramian.Length; k++)
                _gramian[k] += _tensorGramians[t * _gramian.Length + k];
    }

    /// <summary>The first parameter with an entry that is not finite in a row, or null.</summary>
    internal string? FirstNotFinite(int row)
    {
        using var scope = NewDisposeScope();
        for (var t = 0; t < TensorCount; t++)
            if (!isfinite(_views[row][t]).all().item<bool>()) return _parameters[t].Name;
        return null;
    }

    private Tensor[] ViewsOfRow(int row) =>
        [.. _parameters.Select((p, t) =>
            MemoryLayout.ViewLike(_buffer.select(0, row).narrow(0, _offsets[t], p.Parameter.numel()), p.Parameter).DetachFromDisposeScope())];

    private IEnumerable<(int Tensor, long Start, int Length)> PiecesOfTensor(int tensor)
    {
        for (var start = _offsets[tensor]; start < _offsets[tensor + 1]; start += MemoryPass.PieceLength)
            yield return (tensor, start, (int)Math.Min(MemoryPass.PieceLength, _offsets[tensor + 1] - start));
    }

    private Span<float> Row(nint address, int row, long start, int length) => MemoryLayout.ValuesAt(address, (row * Length) + start, length);

    private void MeasureTensorsByVectorCode(nint address, int rows)
    {
        var parts = new double[_pieces.Length][];
        MemoryPass.Run(_pieces.Length, piece => parts[piece] = GramianOfPiece(address, _pieces[piece].Start, _pieces[piece].Length, rows));
        Array.Clear(_tensorGramians);
        for (var piece = 0; piece < parts.Length; piece++)
        {
            var gramian = _tensorGramians.AsSpan(_pieces[piece].Tensor * Count * Count, Count * Count);
            for (var k = 0; k < gramian.Length; k++) gramian[k] += parts[piece][k];
        }
    }

    private double[] GramianOfPiece(nint address, long pieceStart, int pieceLength, int rows)
    {
        var gramian = new double[Count * Count];
        for (var start = pieceStart; start < pieceStart + pieceLength; start += Block)
        {
            var length = (int)Math.Min(Block, pieceStart + pieceLength - start);
            for (var i = 0; i < rows; i++)
                for (var j = 0; j <= i; j++)
                    gramian[i * Count + j] += VectorMath.Dot(Row(address, i, start, length), Row(address, j, start, length));
        }
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < i; j++)
                gramian[j * Count + i] = gramian[i * Count + j];
        return gramian;
    }

    /// <summary>Any device and number type; one synchronisation with the device. Not run on CUDA.</summary>
    private void MeasureTensorsByTorch()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var gramians = stack(Enumerable.Range(0, TensorCount).Select(t =>
        {
            var part = _buffer.narrow(1, _offsets[t], _offsets[t + 1] - _offsets[t]).to(float64);
            return part.mm(part.t());
        }));
        gramians.cpu().data<double>().CopyTo(_tensorGramians);
    }

    private void Combine(long start, long end, ReadOnlySpan<double> weights)
    {
        if (!_vectorCode)
        {
            CombineByTorch(start, end, weights);
            return;
        }
        var (address, held) = (MemoryLayout.AddressOf(_buffer), weights.ToArray());
        MemoryPass.Run((int)((end - start + MemoryPass.PieceLength - 1) / MemoryPass.PieceLength), piece =>
        {
            var from = start + ((long)piece * MemoryPass.PieceLength);
            CombineByVectorCode(address, from, (int)Math.Min(MemoryPass.PieceLength, end - from), held);
        });
    }

    private void CombineByVectorCode(nint address, long start, int length, double[] weights)
    {
        var target = Row(address, 0, start, length);
        if (Count == 1) VectorMath.Scale(target, weights[0]);
        else if (Count == 2) VectorMath.Combine(target, weights[0], Row(address, 1, start, length), weights[1]);
        else CombineMany(address, start, length, weights);
    }

    private void CombineMany(nint address, long pieceStart, int pieceLength, double[] weights)
    {
        Span<double> sums = stackalloc double[Block];
        for (var start = pieceStart; start < pieceStart + pieceLength; start += Block)
        {
            var length = (int)Math.Min(Block, pieceStart + pieceLength - start);
            var sum = sums[..length];
            sum.Clear();
            for (var row = 0; row < Count; row++) VectorMath.Accumulate(sum, weights[row], Row(address, row, start, length));
            VectorMath.Round(sum, Row(address, 0, start, length));
        }
    }

    private void CombineByTorch(long start, long end, ReadOnlySpan<double> weights)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var part = _buffer.narrow(1, start, end - start);
        var combined = tensor(weights.ToArray(), device: _buffer.device).unsqueeze(0).mm(part.to(float64));
        part.select(0, 0).copy_(combined.squeeze(0));
    }
}
