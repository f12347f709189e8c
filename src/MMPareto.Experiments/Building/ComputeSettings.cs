using System.Globalization;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Building;

/// <summary>Device, threads and precision of a run.</summary>
internal static class ComputeSettings
{
    private const string DeviceKey = "training.device";
    private const string PrecisionKey = "training.precision";

    /// <summary>Loads libtorch, sets its threads, and finds the device.</summary>
    /// <exception cref="ConfigException">There is no such device.</exception>
    /// <exception cref="LibTorchException">libtorch cannot be loaded.</exception>
    public static Device Apply(ConfigValues config)
    {
        LibTorch.EnsureLoaded();
        set_num_threads(Threads(config));
        return FindDevice(config);
    }

    /// <summary>What the encoders of a run compute in while it trains.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="device">Where the run trains.</param>
    /// <exception cref="ConfigException">bfloat16 was asked for and cannot be had.</exception>
    public static Precision FindPrecision(ConfigValues config, Device device)
    {
        var asked = config.GetText(PrecisionKey);
        var isPossible = device.type == DeviceType.CPU && Autocast.IsAvailable;
        if (asked == "bf16" && !isPossible)
            throw Refuse(config, PrecisionKey, "auto or fp32 unless training is on a CPU under Linux", asked);
        return asked == "bf16" || (asked == "auto" && isPossible && Processor.HasBFloat16) ? Precision.BF16 : Precision.FP32;
    }

    /// <summary>What <see cref="FindPrecision"/> will find, as a configuration has it; what was asked for by name is not looked at.</summary>
    /// <param name="config">The configuration.</param>
    public static string PrecisionName(ConfigValues config) => config.GetText(PrecisionKey) is var asked and not "auto" ? asked
        : (config.GetText(DeviceKey) == "cpu" ? FindPrecision(config, CPU) : Precision.FP32).Name();

    private static int Threads(ConfigValues config)
    {
        var asked = config.GetInteger("training.threads");
        if (asked > 0) return asked;
        var variable = Environment.GetEnvironmentVariable("OMP_NUM_THREADS");
        return int.TryParse(variable, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads > 0
            ? Math.Min(threads, 1024) : Environment.ProcessorCount;
    }

    /// <remarks>CUDA is written and guarded, but not run: the project has had no GPU so far.</remarks>
    private static Device FindDevice(ConfigValues config)
    {
        var name = config.GetText(DeviceKey);
        if (name == "cpu") return CPU;
        var index = name == "cuda" ? 0
            : name.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(name[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        if (index < 0) throw Refuse(config, DeviceKey, "cpu, cuda or cuda:N", $"'{name}'");
        if (!cuda.is_available()) throw Refuse(config, DeviceKey, "cpu in a build without CUDA", $"'{name}', and no CUDA device is in reach");
        if (index >= cuda.device_count()) throw Refuse(config, DeviceKey, $"below cuda:{cuda.device_count()}", $"'{name}'");
        return new Device(DeviceType.CUDA, index);
    }

    private static ConfigException Refuse(ConfigValues config, string key, string expected, string found) =>
        new([new ConfigProblem(config.Source(key) ?? "default", key, expected, found)]);
}
