namespace MMPareto.Models;

/// <summary>The numbers that encoders compute in.</summary>
public enum Precision
{
    /// <summary>32 bits.</summary>
    FP32,

    /// <summary>16 bits where libtorch gains by it, with parameters and their gradients in 32; on the CPU. See
    /// <see cref="MMPareto.Native.Autocast"/>.</summary>
    BF16,
}
