using System.Runtime.InteropServices;

namespace MMPareto.Native;

/// <summary>Forward passes in bfloat16 on the CPU where libtorch gains by it; parameters and their gradients stay float32.</summary>
/// <remarks>
/// libtorch's own autocast: convolutions, products of matrices and attention compute in bfloat16, on copies of the weights that last as
/// long as the scope; what needs the range stays float32. TorchSharp has no call for it, so the exported functions of <c>libtorch_cpu.so</c>
/// are called by their C++ names, which holds on Linux; elsewhere <see cref="IsAvailable"/> is false. It is a state of the thread.
/// <para>A convolution with padding over maps narrower than its stride must not run in it: oneDNN then leaves gradients of the weight
/// unwritten.</para>
/// </remarks>
public static unsafe class Autocast
{
    private const sbyte Cpu = 0;
    private const sbyte BFloat16Type = 15;
    private static readonly Lazy<Functions?> Native = new(Functions.Find);

    /// <summary>Whether this libtorch can be asked for it.</summary>
    public static bool IsAvailable => Native.Value is not null;

    /// <summary>Begins bfloat16 on this thread; disposing ends it, on the same thread. Scopes do not nest.</summary>
    /// <exception cref="NotSupportedException">This libtorch cannot be asked for it.</exception>
    public static IDisposable BFloat16()
    {
        var native = Native.Value ?? throw new NotSupportedException(
            "bfloat16 needs libtorch's autocast, which can be reached on Linux only; use float32.");
        native.SetType(Cpu, BFloat16Type);
        native.SetEnabled(Cpu, 1);
        native.IncrementNesting();
        return new Scope(native);
    }

    /// <summary>Float32 within a bfloat16 scope, on this thread; disposing goes back to bfloat16. Outside of one it changes nothing.</summary>
    public static IDisposable? Off()
    {
        if (Native.Value is not { } native || native.IsEnabled(Cpu) == 0) return null;
        native.SetEnabled(Cpu, 0);
        return new Pause(native);
    }

    private sealed class Pause(Functions native) : IDisposable
    {
        public void Dispose() => native.SetEnabled(Cpu, 1);
    }

    private sealed class Scope(Functions native) : IDisposable
    {
        public void Dispose()
        {
            native.DecrementNesting();
            native.ClearCache();
            native.SetEnabled(Cpu, 0);
        }
    }

    private sealed class Functions
    {
        public required delegate* unmanaged<sbyte, byte> IsEnabled { get; init; }

        public required delegate* unmanaged<sbyte, byte, void> SetEnabled { get; init; }

        public required delegate* unmanaged<sbyte, sbyte, void> SetType { get; init; }

        public required delegate* unmanaged<int> IncrementNesting { get; init; }

        public required delegate* unmanaged<int> DecrementNesting { get; init; }

        public required delegate* unmanaged<void> ClearCache { get; init; }

        public static Functions? Find()
        {
            LibTorch.EnsureLoaded();
            // The very file that is loaded: another one would be a second libtorch, whose state nobody reads.
            var file = OperatingSystem.IsLinux()
                ? File.ReadLines("/proc/self/maps").FirstOrDefault(line => line.EndsWith("/libtorch_cpu.so", StringComparison.Ordinal)) : null;
            if (file is null || !NativeLibrary.TryLoad(file[file.IndexOf('/', StringComparison.Ordinal)..], out var library)) return null;
            return Export(library, "_ZN2at8autocast19is_autocast_enabledEN3c1010DeviceTypeE") is var isEnabled and not 0
                && Export(library, "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb") is var enabled and not 0
                && Export(library, "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE") is var type and not 0
                && Export(library, "_ZN2at8autocast17increment_nestingEv") is var increment and not 0
                && Export(library, "_ZN2at8autocast17decrement_nestingEv") is var decrement and not 0
                && Export(library, "_ZN2at8autocast11clear_cacheEv") is var clear and not 0
                ? new()
                {
                    IsEnabled = (delegate* unmanaged<sbyte, byte>)isEnabled,
                    SetEnabled = (delegate* unmanaged<sbyte, byte, void>)enabled,
                    SetType = (delegate* unmanaged<sbyte, sbyte, void>)type,
                    IncrementNesting = (delegate* unmanaged<int>)increment,
                    DecrementNesting = (delegate* unmanaged<int>)decrement,
                    ClearCache = (delegate* unmanaged<void>)clear,
                }
                : null;
        }

        private static nint Export(nint library, string name) => NativeLibrary.TryGetExport(library, name, out var address) ? address : 0;
    }
}
