using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Fusion;
using MMPareto.Native.Weights;
using MMPareto.Tests.Support;
using MMPareto.Training;
using MMPareto.Training.Checkpoints;
using static TorchSharp.torch;

namespace MMPareto.Tests.Training.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MultimodalModel _model = Model(1);

    private string Weights => _folder["best.safetensors"];

    private string Manifest => _folder["best.json"];

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Parameters_and_buffers_come_back_in_another_model()
    {
        using var scope = NewDisposeScope();
        _model.train();
        _model.Predict(Inputs()); // moves the running statistics of batch norm
        Checkpoint.Save(Weights, _model, 3);
        using var other = Model(2);
        Assert.NotEqual(State(_model), State(other));

        var manifest = Checkpoint.Load(Weights, other);

        Assert.Equal(State(_model), State(other));
        Assert.Contains(other.state_dict(), t => t.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal) && t.Value.item<long>() == 1);
        _model.eval();
        other.eval();
        Assert.Equal(_model.Predict(Inputs()).Fused!.data<float>(), other.Predict(Inputs()).Fused!.data<float>());
        Assert.Equal(3, manifest.Epoch);
    }

    [Fact]
    public void The_manifest_says_what_the_file_is_and_nothing_of_when_and_where()
    {
        var manifest = Checkpoint.Save(Weights, _model, 7);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Weights)));
        Assert.Equal(
            $$"""
            {
              "schema": 1,
              "epoch": 7,
              "weights": "best.safetensors",
              "sha256": "{{hash}}",
              "tensors": {{_model.state_dict().Count}},
              "modalities": [
                "gray",
                "table"
              ]
            }
            """, File.ReadAllText(Manifest).TrimEnd());
        Assert.Equal(hash, manifest.Sha256);
        Assert.Equal([Manifest, Weights], Directory.GetFiles(_folder.FullPath).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Equal_weights_give_equal_files()
    {
        Checkpoint.Save(Weights, _model, 1);
        var first = (File.ReadAllBytes(Weights), File.ReadAllBytes(Manifest));
        using var same = Model(1);
        Checkpoint.Save(Weights, same, 1);
        Assert.Equal(first.Item1, File.ReadAllBytes(Weights));
        Assert.Equal(first.Item2, File.ReadAllBytes(Manifest));
    }

    [Fact]
    public void A_file_that_is_not_the_manifests_is_refused_before_it_is_read()
    {
        var hash = Checkpoint.Save(Weights, _model, 1).Sha256;
        var bytes = File.ReadAllBytes(Weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Weights, bytes);
        var got = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var before = State(_model);
        Assert.Equal(
            $"{Weights}: must have the SHA-256 {hash} of its manifest; got {got}. The file is damaged.", Refusal(_model));
        Assert.Equal(before, State(_model));
    }

    [Fact]
    public void Missing_files_are_named()
    {
        Assert.Equal($"{Weights}: no such file. The run has no such checkpoint.", Refusal(_model));
        Checkpoint.Save(Weights, _model, 1);
        File.Delete(Manifest);
        Assert.Equal($"{Manifest}: no such file. The run has no such checkpoint.", Refusal(_model));
        Checkpoint.Save(Weights, _model, 1);
        File.Delete(Weights);
        Assert.Equal($"{Weights}: no such file. The run has no such checkpoint.", Refusal(_model));
    }

    [Theory]
    [InlineData("", "got a file of 0 bytes, where there are from 1 to 1048576.")]
    [InlineData("{}", "At line 1, after byte 2.")]
    [InlineData("[1]", "At line 1, after byte 1.")]
    [InlineData("{\"schema\":1,\n\"epoch\":\"one\",\"weights\":\"w\",\"sha256\":\"\",\"tensors\":1,\"modalities\":[]}", "At $.epoch, line 2, after byte 13.")]
    public void A_manifest_that_is_none_is_refused(string text, string place)
    {
        Checkpoint.Save(Weights, _model, 1);
        File.WriteAllText(Manifest, text);
        Assert.StartsWith($"{Manifest}: must be a checkpoint's manifest; ", Refusal(_model), StringComparison.Ordinal);
        Assert.EndsWith(place, Refusal(_model), StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_of_null_is_refused()
    {
        Checkpoint.Save(Weights, _model, 1);
        File.WriteAllText(Manifest, "null");
        Assert.Equal($"{Manifest}: must be a manifest; got null.", Refusal(_model));
    }

    [Fact]
    public void Weights_of_another_model_are_refused_and_it_stays_as_it_is()
    {
        Checkpoint.Save(Weights, _model, 1);
        using var wider = Model(1, classes: 4);
        var before = State(wider);
        Assert.Equal(
            $"{Weights}: tensor 'head.bias' must be F32 [4]; got F32 [3]. The weights belong to another model.", Refusal(wider));
        Assert.Equal(before, State(wider));
    }

    [Fact]
    public void Models_that_share_an_encoder_come_back()
    {
        using var model = Shared(1);
        using var other = Shared(2);
        Checkpoint.Save(Weights, model, 1);
        Checkpoint.Load(Weights, other);
        Assert.Equal(State(model), State(other));
    }

    /// <summary>What was prepared takes its place where the saved state knows of its epoch, and goes where it does not.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void Weights_that_were_prepared_get_their_name_after_the_state(int epochs, int expected)
    {
        Checkpoint.Save(Weights, _model, 1);
        using var other = Model(2);
        Checkpoint.Prepare(Weights, other, 2);
        Assert.Equal(1, Checkpoint.Load(Weights, _model).Epoch);
        Checkpoint.Settle(Weights, epochs);
        Assert.Equal(expected, Checkpoint.Load(Weights, _model).Epoch);
        Assert.Equal([Manifest, Weights], Directory.GetFiles(_folder.FullPath).Order());
    }

    /// <summary>A crash between the two renames: the manifest that is left is the only one that fits.</summary>
    [Fact]
    public void A_manifest_whose_weights_have_their_name_gets_its_own()
    {
        Checkpoint.Save(Weights, _model, 1);
        using var other = Model(2);
        Checkpoint.Prepare(Weights, other, 2);
        File.Move(Weights + ".next", Weights, overwrite: true);
        Checkpoint.Settle(Weights, epoch: 1); // that of a version whose state came after the weights
        Assert.Equal(2, Checkpoint.Load(Weights, other).Epoch);
        Assert.Equal([Manifest, Weights], Directory.GetFiles(_folder.FullPath).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    public void A_damaged_manifest_that_was_prepared_stops_nothing(string damaged)
    {
        Checkpoint.Save(Weights, _model, 1);
        Checkpoint.Prepare(Weights, _model, 2);
        File.WriteAllText(Manifest + ".next", damaged);
        Checkpoint.Settle(Weights, epoch: 2);
        Assert.Equal(1, Checkpoint.Load(Weights, _model).Epoch);
        Assert.Equal([Manifest, Weights], Directory.GetFiles(_folder.FullPath).Order());
    }

    [Fact]
    public void No_tensor_stays_alive()
    {
        Checkpoint.Save(Weights, _model, 1);
        var before = LiveTensors.Settled();
        Checkpoint.Save(Weights, _model, 1);
        Checkpoint.Load(Weights, _model);
        LiveTensors.AssertAtMost(before);
    }

    private string Refusal(MultimodalModel model) =>
        Assert.Throws<WeightsException>(() => Checkpoint.Load(Weights, model)).Message;

    private static MultimodalModel Model(long seed, int classes = 3)
    {
        Seeds.SeedInitialWeights(seed);
        return new MultimodalModel(
            [("gray", new ConvEncoder(1, new() { Channels = [3, 5] })), ("table", new MLPEncoder(3, 2, 2))],
            new ConcatenationFusion([5, 2]), classes);
    }

    private static MultimodalModel Shared(long seed)
    {
        Seeds.SeedInitialWeights(seed);
        var encoder = new MLPEncoder(3, 2, 2);
        return new MultimodalModel([("left", encoder), ("right", encoder)], new ConcatenationFusion([2, 2]), 2);
    }

    private static Dictionary<string, Tensor> Inputs() => new()
    {
        ["gray"] = arange(128).to(float32).reshape(2, 1, 8, 8) / 50,
        ["table"] = ones(2, 3),
    };

    private static string[] State(MultimodalModel model) =>
        [.. model.state_dict().Select(t => $"{t.Key} {Convert.ToHexString(t.Value.detach().contiguous().bytes)}").Order(StringComparer.Ordinal)];
}
