using System.Buffers;
using System.Runtime.InteropServices;
using Tensor = TorchSharp.torch.Tensor;

namespace MMPareto.Data.Loading;

/// <summary>
/// The values of a contiguous float32 tensor on the CPU, as memory. Keeps the tensor's handle alive, not
/// open.
/// </summary>
internal sealed unsafe class TensorMemory : MemoryManager<float>
{
    private readonly Tensor _tensor;
    private readonly float* _values;
    private readonly int _length;

    public TensorMemory(Tensor tensor)
    {
        _tensor = tensor;
        var values = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        _length = values.Length;
        fixed (float* start = values) _values = start; // native memory: it does not move
    }

    public override Span<float> GetSpan() => new(_values, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_values + elementIndex, pinnable: this);

    public override void Unpin() => GC.KeepAlive(_tensor);

    protected override void Dispose(bool disposing)
    {
        // The tensor belongs to its batch.
    }
}
