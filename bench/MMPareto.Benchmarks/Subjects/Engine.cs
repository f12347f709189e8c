using MMPareto.Data;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using static TorchSharp.torch;

namespace MMPareto.Benchmarks.Subjects;

/// <summary>How models are laid out and computed. The one place of the benchmarks that knows of precision and layout.</summary>
internal sealed class Engine
{
    private Engine(string name) => Name = name;

    /// <summary>32-bit floats in libtorch's contiguous layout, nothing else.</summary>
    public static Engine Plain { get; } = new("plain fp32");

    /// <summary>What the toolkit does when nobody asks for anything; at present the same as <see cref="Plain"/>.</summary>
    public static Engine Default { get; } = new("default");

    /// <summary>What tables call it.</summary>
    public string Name { get; }

    /// <summary>A model in training mode, with the same first weights each time.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="samples">What it will see.</param>
#pragma warning disable CA1822 // engines will differ in this
    public MultimodalModel Build(ConfigValues config, IMultimodalDataset samples)
    {
        var model = (MultimodalModel)ModelBuilder.BuildSeeded(config, samples, CPU);
        model.train();
        return model;
    }

    /// <summary>A forward pass, for loops that are not the toolkit's own.</summary>
    /// <param name="model">The model, of this engine.</param>
    /// <param name="batch">The samples.</param>
    public ModelOutput Predict(MultimodalModel model, MultimodalBatch batch) => model.Predict(batch.Inputs);
#pragma warning restore CA1822
}
