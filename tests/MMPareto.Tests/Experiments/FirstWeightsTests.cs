using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Prediction;
using MMPareto.Models.Encoders;
using MMPareto.Native.Weights;
using MMPareto.Tests.Support;
using static TorchSharp.torch;

namespace MMPareto.Tests.Experiments;

/// <summary>Weights from elsewhere and frozen parameters, from a configuration.</summary>
public sealed class FirstWeightsTests : IDisposable
{
    private static readonly string[] Quick = ["training.epochs=1", "training.threads=1", "data.train_size=200", "model.features=8", "model.hidden=12"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_encoder_begins_with_the_weights_of_a_file_and_what_is_frozen_stays()
    {
        var written = WriteWeights("m1.safetensors", inputs: 16);
        var result = Experiment.Train(
            "playground", settings: [.. Quick, $"model.weights=m1={_folder["m1.safetensors"]}", "model.freeze=encoders.m1.hidden., encoders.m1.output.bias"],
            runsFolder: _folder["runs"], stop: TestContext.Current.CancellationToken);
        var trained = Values(result.Folder.BestWeightsFile);
        Assert.Equal(written["hidden.weight"], trained["encoders.m1.hidden.weight"]);
        Assert.Equal(written["output.bias"], trained["encoders.m1.output.bias"]);
        Assert.NotEqual(written["output.weight"], trained["encoders.m1.output.weight"]); // trained, from there
        Assert.Contains("the encoder of m1 began with the weights of m1.safetensors", result.Summary!.Notes);
        Assert.Contains("not trained: parameters that begin with encoders.m1.hidden., encoders.m1.output.bias", result.Summary.Notes);

        File.Delete(_folder["m1.safetensors"]); // needed to train, and for nothing else
        Assert.Equal(result.Summary.Test.Fused, Experiment.Evaluate(result.Folder, "best", "test", _ => { }, TestContext.Current.CancellationToken).Fused);
        ModelExport.Write(result.Folder, _folder["export"], "best", _ => { });
        Assert.DoesNotContain(_folder.FullPath, File.ReadAllText(Path.Join(_folder["export"], "config.yaml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.weights=m1", "model.weights must be one safetensors file for each of some modalities, as photo=resnet18.safetensors; got 'm1'")]
    [InlineData("model.weights=m7=x", "model.weights must be of modalities m1, m2; got 'm7'")]
    [InlineData("model.weights=m1=nothing.safetensors", "nothing.safetensors")]
    [InlineData("model.weights=m1={wrong}", "hidden.weight must be [12, 16], got [12, 3]")]
    [InlineData("model.freeze=encoder.m1", "model.freeze must be beginnings of names of parameters; got 'encoder.m1'. Nearest names: encoders.m1.")]
    [InlineData("model.freeze=encoders, head", "model.freeze must be something else than all parameters; got all of them")]
    public void What_does_not_fit_is_told_before_training(string setting, string expected)
    {
        WriteWeights("wrong.safetensors", inputs: 3);
        var error = Assert.Throws<ConfigException>(() => Experiment.Train(
            "playground", settings: [.. Quick, setting.Replace("{wrong}", _folder["wrong.safetensors"], StringComparison.Ordinal)],
            runsFolder: _folder["runs"], stop: TestContext.Current.CancellationToken));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    private Dictionary<string, float[]> WriteWeights(string name, int inputs)
    {
        using var encoder = new MLPEncoder(inputs, 12, 8);
        SafeTensors.Write(_folder[name], [.. encoder.state_dict().Select(entry => (entry.Key, entry.Value))]);
        return Values(_folder[name]);
    }

    private static Dictionary<string, float[]> Values(string path)
    {
        using var scope = NewDisposeScope();
        return SafeTensors.Read(path).ToDictionary(tensor => tensor.Name, tensor => tensor.Value.data<float>().ToArray());
    }
}
