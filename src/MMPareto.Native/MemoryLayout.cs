using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MMPareto.Native;

/// <summary>The order in which the values of maps and of the weights that make them lie in memory.</summary>
/// <remarks>
/// Shapes and values stay as they are, only strides change: [n, c, h, w] lies as n, h, w, c (channels last) or as n, c, h, w. A convolution
/// whose weight lies channels last makes such maps of any input, and what follows keeps them. Parameters keep their identity, so an optimizer
/// made before follows them; a flat view of their memory made before does not.
/// </remarks>
public static partial class MemoryLayout
{
    /// <summary>Lays the four-dimensional parameters of a module channels last.</summary>
    /// <param name="module">Its parameters change their strides.</param>
    public static void UseChannelsLast(nn.Module module) => Lay(module, value => InOrder(value.permute(0, 2, 3, 1)).permute(0, 3, 1, 2));

    /// <summary>Lays the four-dimensional parameters of a module in the order of their dimensions, as they are made.</summary>
    /// <param name="module">Its parameters change their strides.</param>
    public static void UseContiguous(nn.Module module) => Lay(module, InOrder);

    /// <summary>A copy that lies in the order of its dimensions. Not <c>contiguous()</c>: with one channel, or maps of one value, both orders
    /// are the same, it would copy nothing, and only the strides tell libtorch which order is meant.</summary>
    private static Tensor InOrder(Tensor value) => empty(value.shape, value.dtype, value.device).copy_(value);

    /// <summary>A view of flat memory in the shape of a tensor, with its values in the tensor's order.</summary>
    /// <param name="flat">[n], contiguous, with as many values as the tensor.</param>
    /// <param name="like">A tensor that is contiguous or lies channels last.</param>
    public static Tensor ViewLike(Tensor flat, Tensor like)
    {
        if (!IsChannelsLast(like)) return flat.view(like.shape);
        using var scope = NewDisposeScope();
        var shape = like.shape;
        return flat.view(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Where the values of a tensor begin in memory, one after the other in an order of its own.</summary>
    /// <param name="tensor">On the CPU, contiguous or channels last.</param>
    /// <exception cref="InvalidOperationException">It lies otherwise.</exception>
    public static nint AddressOf(Tensor tensor) => HasAddress(tensor) ? DataOf(tensor.Handle)
            : throw new InvalidOperationException("AddressOf needs a tensor on the CPU that is contiguous or lies channels last.");

    /// <summary>Whether a tensor is on the CPU and its values lie one after the other.</summary>
    /// <param name="tensor">The tensor.</param>
    public static bool HasAddress(Tensor tensor) => tensor.device_type == DeviceType.CPU && (tensor.is_contiguous() || IsChannelsLast(tensor));

    /// <summary>Float32 values at an address that <see cref="AddressOf"/> gave; the tensor must live while they are used.</summary>
    /// <param name="address">Where a tensor's values begin.</param>
    /// <param name="start">How many values to pass over.</param>
    /// <param name="length">How many values.</param>
    public static unsafe Span<float> ValuesAt(nint address, long start, int length) => new((float*)address + start, length);

    /// <summary>Whether two tensors of one shape have their values in the same order, without gaps.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    public static bool HaveSameOrder(Tensor first, Tensor second) => IsChannelsLast(first)
        ? IsChannelsLast(second) : first.is_contiguous() && second.is_contiguous();

    /// <summary>Whether a tensor lies channels last and not also in the order of its dimensions.</summary>
    private static bool IsChannelsLast(Tensor tensor)
    {
        if (tensor.dim() != 4 || tensor.is_contiguous()) return false;
        using var permuted = tensor.permute(0, 2, 3, 1);
        return permuted.is_contiguous();
    }

    private static void Lay(nn.Module module, Func<Tensor, Tensor> lay)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        foreach (var parameter in module.parameters().Where(parameter => parameter.dim() == 4))
            parameter.set_(lay(parameter.detach()));
    }

    /// <summary>TorchSharp's native call behind <c>Tensor.bytes</c>, which refuses what lies channels last.</summary>
    [LibraryImport("LibTorchSharp", EntryPoint = "THSTensor_data")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint DataOf(nint tensor);
}
