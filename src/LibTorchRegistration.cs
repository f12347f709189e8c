using System.Runtime.CompilerServices;

namespace MMPareto;

/// <summary>Compiled into every library, so that libtorch loads whichever of them a program touches first.</summary>
internal static class LibTorchRegistration
{
    [ModuleInitializer]
    internal static void Register() => Native.LibTorch.Register();
}
