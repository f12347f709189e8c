using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Runtime.Versioning;
using TorchSharp;

namespace MMPareto.Native;

/// <summary>Loads libtorch, also on systems whose C++ library is older than TorchSharp's native part asks for.</summary>
/// <remarks>
/// TorchSharp 0.107.0 marks <c>libLibTorchSharp.so</c> as needing the symbol version GLIBCXX_3.4.32 without using a
/// symbol of it, so it fails to load on Debian 12 and Ubuntu 22.04. Any use of a library of this project registers a
/// fallback that is asked only after the ordinary load has failed: it loads an in-memory copy of the same file with
/// that one mark made weak. No file is written. A program that touches <c>torch</c> before it touches one of our
/// libraries calls <see cref="EnsureLoaded"/> first.
/// </remarks>
public static class LibTorch
{
    private const string FolderVariable = "LIBTORCH_DIR";
    private static readonly Lock Gate = new();
    private static bool _registered;
    private static bool _loaded;

    /// <summary>Registers the fallback. Cheap, and safe to call often; loads nothing.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (_registered) return;
            _registered = true;
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => OperatingSystem.IsLinux() ? Resolve(name) : 0;
        }
    }

    /// <summary>Loads libtorch now, or says in one line what is missing and what to do.</summary>
    /// <exception cref="LibTorchException">libtorch cannot be loaded.</exception>
    public static void EnsureLoaded()
    {
        Register();
        lock (Gate)
        {
            if (_loaded) return;
            LoadOrExplain();
            _loaded = true;
        }
    }

    private static void LoadOrExplain()
    {
        // TorchSharp prints its own page of advice to the console before it throws; ours is one line.
        var console = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception e) when (e is NotSupportedException or TypeInitializationException or DllNotFoundException)
        {
            throw new LibTorchException(LibTorchDiagnosis.Explain(SearchFolders()), e);
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    [SupportedOSPlatform("linux")]
    private static nint Resolve(string name)
    {
        var file = name switch
        {
            "LibTorchSharp" => "libLibTorchSharp.so",
            "torch_cpu" => "libtorch_cpu.so",
            _ => null,
        };
        if (file is null) return 0;
        var path = SearchFolders().Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        if (path is null) return 0;
        if (file == "libtorch_cpu.so") return NativeLibrary.TryLoad(path, out var torchCpu) ? torchCpu : 0;
        return LoadShim(path);
    }

    /// <summary>Loads the shim from memory; what it needs of libtorch is loaded before, by full path.</summary>
    [SupportedOSPlatform("linux")]
    private static nint LoadShim(string path)
    {
        foreach (var dependency in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so"])
        {
            var found = SearchFolders().Select(folder => Path.Combine(folder, dependency)).FirstOrDefault(File.Exists);
            if (found is null || !NativeLibrary.TryLoad(found, out _)) return 0;
        }
        var image = File.ReadAllBytes(path);
        ElfVersionNeeds.Weaken(image, ElfVersionNeeds.UnusedMarker);
        using var memory = MemoryFile.Create("libLibTorchSharp.so", image);
        return memory is not null && NativeLibrary.TryLoad(memory.Path, out var shim) ? shim : 0;
    }

    /// <summary>Folders that may hold libtorch, the nearest first.</summary>
    internal static IEnumerable<string> SearchFolders()
    {
        var chosen = Environment.GetEnvironmentVariable(FolderVariable);
        if (!string.IsNullOrEmpty(chosen)) yield return chosen;
        var home = AppContext.BaseDirectory;
        yield return home;
        yield return Path.Combine(home, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        yield return Path.Combine(home, "runtimes", $"linux-{architecture}", "native");
        // What the runtime itself was told to probe: the package folders of a program run from its build output.
        var probing = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        foreach (var folder in probing.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
    }
}
