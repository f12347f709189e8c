using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Training.Optimizers;

/// <summary>One step of many parameters as one pass over memory by vector code, in pieces for threads.</summary>
/// <remarks>
/// Addresses are asked for in every step, as gradients and parameters may have moved. What vector code cannot work on (another device, number
/// type or order in memory) is left to operations of libtorch.
/// </remarks>
/// <param name="rule">The formula.</param>
internal sealed class FusedPass(UpdateRule rule)
{
    private readonly List<Piece> _pieces = [];

    /// <summary>Adds a parameter to the pass.</summary>
    /// <param name="state">The parameter.</param>
    /// <param name="gradient">Its gradient; must live until <see cref="Run"/> is over.</param>
    /// <param name="step">Numbers of the step.</param>
    /// <returns>Whether vector code can work on it; nothing was added otherwise.</returns>
    public bool TryAdd(ParameterState state, Tensor gradient, in UpdateStep step)
    {
        if (!IsReachable(state.Parameter) || !IsReachable(gradient) || !MemoryLayout.HaveSameOrder(state.Parameter, gradient)
            || !state.Moments.All(moment => MemoryLayout.HaveSameOrder(state.Parameter, moment))) return false;
        var (values, from) = (MemoryLayout.AddressOf(state.Parameter), MemoryLayout.AddressOf(gradient));
        var first = state.Moments.Length > 0 ? MemoryLayout.AddressOf(state.Moments[0]) : 0;
        var second = state.Moments.Length > 1 ? MemoryLayout.AddressOf(state.Moments[1]) : 0;
        var count = state.Parameter.numel();
        for (var start = 0L; start < count; start += MemoryPass.PieceLength)
            _pieces.Add(new(values, from, first, second, start, (int)Math.Min(MemoryPass.PieceLength, count - start), step));
        return true;
    }

    /// <summary>Steps all that was added.</summary>
    public void Run()
    {
        MemoryPass.Run(_pieces.Count, number =>
        {
            var piece = _pieces[number];
            rule.Follow(piece.At(piece.Values), piece.At(piece.Gradient), piece.At(piece.First), piece.At(piece.Second), piece.Step);
        });
    }

    private static bool IsReachable(Tensor tensor) => tensor.dtype == ScalarType.Float32 && MemoryLayout.HasAddress(tensor);

    /// <summary>A part of a parameter; an address of 0 stands for a moment that there is not.</summary>
    private readonly record struct Piece(
        nint Values, nint Gradient, nint First, nint Second, long Start, int Length, UpdateStep Step)
    {
        public Span<float> At(nint address) => address == 0 ? [] : MemoryLayout.ValuesAt(address, Start, Length);
    }
}
