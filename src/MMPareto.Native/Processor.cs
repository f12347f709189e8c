using System.Runtime.Intrinsics.X86;

namespace MMPareto.Native;

/// <summary>What the processor of this machine computes fast.</summary>
public static class Processor
{
    private const int AVX512BF16 = 1 << 5; // in EAX of leaf 7, part 1
    private const int AMXBF16 = 1 << 22; // in EDX of leaf 7, part 0

    /// <summary>Whether it multiplies bfloat16 numbers in hardware: AVX512_BF16 or AMX. Without, bfloat16 is slower than float32.</summary>
    public static bool HasBFloat16 { get; } = Avx512F.IsSupported && X86Base.CpuId(0, 0).Eax >= 7
        && ((X86Base.CpuId(7, 1).Eax & AVX512BF16) != 0 || (X86Base.CpuId(7, 0).Edx & AMXBF16) != 0);
}
