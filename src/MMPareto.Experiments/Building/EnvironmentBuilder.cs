using System.Reflection;
using System.Runtime.InteropServices;
using MMPareto.Models;
using MMPareto.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Building;

/// <summary>Describes what a run is made with and on.</summary>
internal static class EnvironmentBuilder
{
    public static EnvironmentRecord Build(Device device, Precision precision, long seed, string dataHash, string commandLine, TimeProvider clock) => new()
    {
        Versions = new VersionsRecord
        {
            MMPareto = VersionOf(typeof(EnvironmentBuilder).Assembly),
            TorchSharp = VersionOf(typeof(torch).Assembly),
            LibTorch = $"{LibTorchVersion}+{(cuda.is_available() ? "cuda" : "cpu")}",
            DotNet = Environment.Version.ToString(),
        },
        OS = $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}",
        Cpu = ProcessorName(),
        Cores = Environment.ProcessorCount,
        Threads = get_num_threads(),
        Device = device.ToString(),
        Precision = precision.Name(),
        Seed = seed,
        DataHash = dataHash,
        Started = clock.GetUtcNow(),
        CommandLine = commandLine,
    };

    /// <summary>libtorch's version of three numbers; TorchSharp tells that of its package, which has a fourth.</summary>
    public static string LibTorchVersion => string.Join('.', __version__.Split('.').Take(3));

    /// <summary>The processor's name where the system tells it, else its architecture.</summary>
    public static string ProcessorName()
    {
        const string Linux = "/proc/cpuinfo";
        const string Key = "model name";
        var line = File.Exists(Linux)
            ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>An assembly's version as its package has it, without the commit behind the plus sign.</summary>
    public static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version?.ToString() ?? "unknown";
}
