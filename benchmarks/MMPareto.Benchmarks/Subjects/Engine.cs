using MMPareto.Data;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Native;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>How models are laid out and computed. The one place of the benchmarks that knows of precision and layout.</summary>
internal sealed class Engine
{
    private readonly bool _isPlain;

    private Engine(string name, bool isPlain) => (Name, _isPlain) = (name, isPlain);

    /// <summary>32-bit floats in libtorch's contiguous layout, nothing else.</summary>
    public static Engine Plain { get; } = new("plain fp32", isPlain: true);

    /// <summary>What the toolkit does when nobody asks for anything.</summary>
    public static Engine Default { get; } = new("default", isPlain: false);

    /// <summary>What tables call it.</summary>
    public string Name { get; }

    /// <summary>A model in training mode, with the same first weights each time.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="samples">What it will see.</param>
    public MultimodalModel Build(ConfigValues config, IMultimodalDataset samples)
    {
        var model = (MultimodalModel)ModelBuilder.BuildSeeded(config, samples, CPU);
        if (_isPlain) MemoryLayout.UseContiguous(model);
        model.TrainingPrecision = _isPlain ? Precision.FP32 : ComputeSettings.FindPrecision(config, CPU);
        model.train();
        return model;
    }
}
