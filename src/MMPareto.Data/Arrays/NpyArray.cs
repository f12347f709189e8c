namespace MMPareto.Data.Arrays;

/// <summary>The contents of a .npy file.</summary>
/// <param name="Shape">Sizes, outermost first; a single number (NumPy's shape <c>()</c>) is [1].</param>
/// <param name="Values">Row-major (C order), all finite.</param>
public sealed record NpyArray(IReadOnlyList<long> Shape, ReadOnlyMemory<float> Values);
