using System.Globalization;
using System.Runtime.InteropServices;
using MMPareto.Experiments.Building;
using TorchSharp;

namespace MMPareto.Benchmarks.Results;

/// <summary>What a question was answered on and with.</summary>
internal sealed record MachineRecord
{
    private static readonly string[] Interesting = ["avx2", "avx512f", "avx512_bf16", "amx_bf16"];

    /// <summary>Name of the processor.</summary>
    public required string Cpu { get; init; }

    /// <summary>Logical processors that the process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Those of its vector and matrix instructions that matter here; empty where the system does not tell.</summary>
    public required IReadOnlyList<string> Instructions { get; init; }

    /// <summary>Memory that the process may use, in GiB.</summary>
    public required double MemoryGib { get; init; }

    /// <summary>Operating system and architecture.</summary>
    public required string OS { get; init; }

    /// <summary>Version of the .NET runtime.</summary>
    public required string DotNet { get; init; }

    /// <summary>Version of TorchSharp.</summary>
    public required string TorchSharp { get; init; }

    /// <summary>Version of libtorch.</summary>
    public required string LibTorch { get; init; }

    /// <summary>Threads that libtorch computed with.</summary>
    public required int Threads { get; init; }

    /// <summary>This machine.</summary>
    public static MachineRecord Here() => new()
    {
        Cpu = EnvironmentBuilder.ProcessorName(),
        Cores = Environment.ProcessorCount,
        Instructions = InstructionsIn(File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo") : []),
        MemoryGib = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
        OS = $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}",
        DotNet = Environment.Version.ToString(),
        TorchSharp = EnvironmentBuilder.VersionOf(typeof(torch).Assembly),
        LibTorch = EnvironmentBuilder.LibTorchVersion,
        Threads = torch.get_num_threads(),
    };

    /// <summary>Two sentences for people.</summary>
    public string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"{Cpu}, {Cores} logical cores ({(Instructions.Count == 0 ? "instructions unknown" : string.Join(", ", Instructions))}), {MemoryGib:0.0} GiB. "
        + $"{OS}, .NET {DotNet}, TorchSharp {TorchSharp}, libtorch {LibTorch}, {Threads} thread{(Threads == 1 ? "" : "s")}.");

    internal static IReadOnlyList<string> InstructionsIn(IEnumerable<string> lines)
    {
        var flags = lines.FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [];
        return [.. Interesting.Where(flags.Contains)];
    }
}
