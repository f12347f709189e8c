using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MMPareto.Experiments.Building;
using MMPareto.Native;
using TorchSharp;
using static MMPareto.Experiments.Checks.CheckResult;

namespace MMPareto.Experiments.Checks;

/// <summary>Looks at the machine and says what stands in the way of training on it.</summary>
public static class Doctor
{
    private const string ThreadsVariable = "OMP_NUM_THREADS";
    private const long GiB = 1L << 30;

    /// <summary>The version of this program, as <c>0.1.0</c>.</summary>
    public static string Version => EnvironmentBuilder.VersionOf(typeof(Doctor).Assembly);

    /// <summary>Looks at everything but the terminal; an entry comes as soon as it is known.</summary>
    public static IEnumerable<CheckResult> Examine()
    {
        yield return Ok("mmpareto", Version);
        yield return Runtime();
        yield return Ok("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        yield return Ok("processor", EnvironmentBuilder.ProcessorName());
        yield return Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var torch = LibTorchLoads();
        yield return torch;
        yield return Threads(
            Environment.GetEnvironmentVariable(ThreadsVariable), Environment.ProcessorCount, torch.State == CheckState.Ok);
        yield return Precision(Processor.HasBFloat16, torch.State == CheckState.Ok && Autocast.IsAvailable);
        foreach (var result in DataCache.Examine()) yield return result;
    }

    /// <summary>A process that the system ends for want of memory ends without a word, so it is said before.</summary>
    internal static CheckResult Memory(long bytes)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / GiB:0.0} GiB for this process");
        return bytes >= 2 * GiB
            ? Ok("memory", found)
            : Warning("memory", found, "Training needs about 2 GiB; lower training.batch_size or allow more memory.");
    }

    internal static CheckResult Threads(string? variable, int cores, bool torchLoads)
    {
        var has = $"{cores} {(cores == 1 ? "core" : "cores")}";
        if (string.IsNullOrWhiteSpace(variable))
            return Ok("threads", torchLoads ? $"{torch.get_num_threads()} ({has}; {ThreadsVariable} is not set)" : has);
        if (!int.TryParse(variable, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) || threads < 1)
            return Warning("threads", $"{has}; {ThreadsVariable} is '{variable}'",
                $"Set {ThreadsVariable} to a whole number of at least 1, or unset it.");
        var found = $"{threads} by {ThreadsVariable}, {has}";
        return threads <= cores
            ? Ok("threads", found)
            : Warning("threads", found, $"More threads than cores are slower; lower {ThreadsVariable}.");
    }

    internal static CheckResult Precision(bool isFast, bool isAvailable) => Ok("precision", (isFast, isAvailable) switch
    {
        (true, true) => "encoders train in bf16, which this processor computes fast",
        (true, false) => "encoders train in fp32; bf16 is within reach on Linux only",
        _ => "encoders train in fp32; this processor computes bf16 slowly",
    });

    private static CheckResult Runtime() => Environment.Version.Major >= 10
        ? Ok(".NET", RuntimeInformation.FrameworkDescription)
        : Failure(".NET", RuntimeInformation.FrameworkDescription, "Install the .NET 10 runtime.");

    private static CheckResult LibTorchLoads()
    {
        var begin = Stopwatch.GetTimestamp();
        try
        {
            LibTorch.EnsureLoaded();
        }
        catch (LibTorchException e)
        {
            return Failure("libtorch", "does not load", e.Message);
        }
        using var ones = torch.ones(1000);
        using var sum = ones.sum();
        if (sum.item<float>() is not 1000f and var wrong)
            return Failure("libtorch", $"the sum of 1000 ones is {wrong}", "Delete the packages and restore them.");
        var devices = torch.cuda.is_available() ? $"cpu and {torch.cuda.device_count()} cuda" : "cpu";
        var time = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
        var torchSharp = EnvironmentBuilder.VersionOf(typeof(torch).Assembly);
        return Ok("libtorch", $"{EnvironmentBuilder.LibTorchVersion} by TorchSharp {torchSharp}, {devices}, loaded in {time}");
    }
}
