using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MMPareto.Experiments.Building;
using MMPareto.Native;
using TorchSharp;

namespace MMPareto.Experiments.Checks;

/// <summary>Looks at the machine and says what stands in the way of training on it.</summary>
public static class Doctor
{
    private const long GiB = 1L << 30;

    /// <summary>Looks at everything but the terminal; an entry comes as soon as it is known.</summary>
    public static IEnumerable<CheckResult> Examine()
    {
        yield return new("mmpareto", CheckState.Ok, Version);
        yield return Runtime();
        yield return new("system", CheckState.Ok, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        yield return new("processor", CheckState.Ok, EnvironmentBuilder.ProcessorName());
        yield return Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var torch = LibTorchLoads();
        yield return torch;
        yield return Threads(
            Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), Environment.ProcessorCount, torch.State != CheckState.Failure);
        foreach (var result in DataCache.Examine()) yield return result;
    }

    /// <summary>The version of this program, as <c>0.1.0</c>.</summary>
    public static string Version => EnvironmentBuilder.VersionOf(typeof(Doctor).Assembly);

    /// <summary>Too little memory for libtorch is the commonest way for a small virtual machine to end a run without a word.</summary>
    internal static CheckResult Memory(long bytes)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / GiB:0.0} GiB for this process");
        return bytes >= 2 * GiB
            ? new("memory", CheckState.Ok, found)
            : new("memory", CheckState.Warning, found, "Training needs about 2 GiB; lower training.batch_size or allow more memory.");
    }

    internal static CheckResult Threads(string? variable, int cores, bool torchLoads)
    {
        var cpus = string.Create(CultureInfo.InvariantCulture, $"{cores} {(cores == 1 ? "core" : "cores")}");
        if (string.IsNullOrWhiteSpace(variable))
            return new("threads", CheckState.Ok, torchLoads ? $"{torch.get_num_threads()} ({cpus}; OMP_NUM_THREADS is not set)" : cpus);
        if (!int.TryParse(variable, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) || threads < 1)
            return new("threads", CheckState.Warning, $"{cpus}; OMP_NUM_THREADS is '{variable}'",
                "Set OMP_NUM_THREADS to a whole number of at least 1, or unset it.");
        var found = $"{threads} by OMP_NUM_THREADS, {cpus}";
        return threads <= cores
            ? new("threads", CheckState.Ok, found)
            : new("threads", CheckState.Warning, found, "More threads than cores are slower; lower OMP_NUM_THREADS.");
    }

    private static CheckResult Runtime() => Environment.Version.Major >= 10
        ? new(".NET", CheckState.Ok, RuntimeInformation.FrameworkDescription)
        : new(".NET", CheckState.Failure, RuntimeInformation.FrameworkDescription, "Install the .NET 10 runtime.");

    private static CheckResult LibTorchLoads()
    {
        var begin = Stopwatch.GetTimestamp();
        try
        {
            LibTorch.EnsureLoaded();
            using var ones = torch.ones(1000);
            using var sum = ones.sum();
            if (sum.item<float>() != 1000)
                return new("libtorch", CheckState.Failure, $"the sum of 1000 ones is {sum.item<float>()}", "Restore the packages anew.");
        }
        catch (LibTorchException e)
        {
            return new("libtorch", CheckState.Failure, "does not load", e.Message);
        }
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var devices = torch.cuda.is_available() ? $"cpu and {torch.cuda.device_count()} cuda" : "cpu";
        return new("libtorch", CheckState.Ok, string.Create(
            CultureInfo.InvariantCulture,
            $"{torch.__version__} by TorchSharp {EnvironmentBuilder.VersionOf(typeof(torch).Assembly)}, {devices}, loaded in {seconds:0.0} s"));
    }
}
