using System.Runtime.InteropServices;

namespace MMPareto.Native;

/// <summary>Finds out why libtorch did not load.</summary>
internal static class LibTorchDiagnosis
{
    /// <summary>One line: what is missing, and what to do.</summary>
    /// <param name="folders">The folders that were searched.</param>
    public static string Explain(IEnumerable<string> folders)
    {
        var system = RuntimeInformation.RuntimeIdentifier;
        if (!Environment.Is64BitProcess || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
            return $"libtorch needs a 64-bit process; this one is {RuntimeInformation.ProcessArchitecture}. Use a 64-bit .NET runtime.";

        var existing = folders.Where(Directory.Exists).Distinct().ToArray();
        foreach (var (file, package) in Files())
        {
            var found = existing.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
            if (found is null)
                return $"libtorch was not found: {file} is missing for {system}. "
                    + $"Add the package {package} to the program, or set LIBTORCH_DIR to a folder that holds it.";
            try
            {
                NativeLibrary.Load(found);
            }
            catch (DllNotFoundException e)
            {
                return $"libtorch was found but {file} does not load: {Reason(e.Message)}. "
                    + "Install the system library it names, or delete and restore the package.";
            }
        }
        return $"libtorch did not load on {system} although its files are complete. Run 'mmpareto doctor' and report what it prints.";
    }

    private static (string File, string Package)[] Files() =>
        OperatingSystem.IsWindows() ? [("torch_cpu.dll", "libtorch-cpu-win-x64"), ("LibTorchSharp.dll", "TorchSharp")]
        : OperatingSystem.IsMacOS() ? [("libtorch_cpu.dylib", "libtorch-cpu-osx-arm64"), ("libLibTorchSharp.dylib", "TorchSharp")]
        : [("libtorch_cpu.so", "libtorch-cpu-linux-x64"), ("libLibTorchSharp.so", "TorchSharp")];

    /// <summary>The first sentence of the loader's message that names the cause.</summary>
    private static string Reason(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault(line => line.Contains("cannot open shared object", StringComparison.Ordinal)
            || line.Contains("not found", StringComparison.Ordinal)) ?? lines[0].TrimEnd('.');
    }
}
