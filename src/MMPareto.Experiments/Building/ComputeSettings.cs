using System.Globalization;
using MMPareto.Experiments.Configuration;
using MMPareto.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Building;

/// <summary>Device and threads of a run.</summary>
internal static class ComputeSettings
{
    /// <summary>Loads libtorch, sets its threads, and finds the device.</summary>
    /// <exception cref="ConfigException">There is no such device.</exception>
    /// <exception cref="LibTorchException">libtorch cannot be loaded.</exception>
    public static Device Apply(ConfigValues config)
    {
        LibTorch.EnsureLoaded();
        set_num_threads(Threads(config));
        return FindDevice(config);
    }

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
        var name = config.GetText("training.device");
        if (name == "cpu") return CPU;
        var index = name == "cuda" ? 0
            : name.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(name[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        if (index < 0) throw Refuse(config, "cpu, cuda or cuda:N", $"'{name}'");
        if (!cuda.is_available()) throw Refuse(config, "cpu in a build without CUDA", $"'{name}', and no CUDA device is in reach");
        if (index >= cuda.device_count()) throw Refuse(config, $"below cuda:{cuda.device_count()}", $"'{name}'");
        return new Device(DeviceType.CUDA, index);
    }

    private static ConfigException Refuse(ConfigValues config, string expected, string found) =>
        new([new ConfigProblem(config.Source("training.device") ?? "default", "training.device", expected, found)]);
}
