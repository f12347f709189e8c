using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Onnx;
using MMPareto.Data.Manifests.Preprocessing;
using MMPareto.Tests.Damage;
using MMPareto.Tests.Data.Arrays;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Manifests;

/// <summary>A column goes through a frozen network, and what comes out is what the network's formula says.</summary>
public sealed class OnnxColumnsTests : IDisposable
{
    private static readonly float[,] Weights = { { 1, 0 }, { 0, 1 }, { 2, 0 }, { 0, -3 } };
    private readonly TemporaryFolder _folder = new();
    private readonly DamagedManifest _manifest;

    public OnnxColumnsTests()
    {
        HealthyManifest.WriteFiles(_folder);
        _manifest = new(_folder.FullPath, "m", ".csv");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_array_becomes_a_vector_of_the_networks_output()
    {
        var data = Load("signal", OnnxFiles.Linear(_folder["w.onnx"], Weights, -1, 4));
        var modality = data.Train.Modalities.Single(modality => modality.Name == "signal");
        Assert.Equal((ModalityKind.Plain, "signal [2]"), (modality.Kind, modality.ToString()));
        for (var i = 0; i < data.Train.Count; i++) // the signal is [i % 2, 1, 2, i % 5]
            Assert.Equal([(i % 2) + 4, 1 - (3 * (i % 5))], Values(data.Train, "signal", i));
    }

    [Fact]
    public void An_image_is_read_in_the_size_and_channels_of_the_network()
    {
        var colour = Load("photo", OnnxFiles.ChannelMeans(_folder["c.onnx"], -1, 3, 6, 10));
        Assert.Equal("photo [3]", colour.Train.Modalities[0].ToString());
        var image = new ImagePreprocessor { Name = "photo", Column = "photo", Channels = 3, Height = 6, Width = 10 };
        var pixels = new float[180];
        image.Read(new(Manifest(colour).Table, 2), pixels);
        var means = pixels.Chunk(60).Select(channel => channel.Average());
        Assert.All(means.Zip(Values(colour.Train, "photo", 2)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal("photo [1]", Load("photo", OnnxFiles.ChannelMeans(_folder["g.onnx"], 1, 1, -1, -1)).Train.Modalities[0].ToString());
    }

    [Fact]
    public void Frames_go_through_one_by_one_and_become_a_sequence()
    {
        var data = Load("clip", OnnxFiles.ChannelMeans(_folder["c.onnx"], 1, 3, 4, 4));
        var modality = data.Train.Modalities.Single(modality => modality.Name == "clip");
        Assert.Equal((ModalityKind.Sequence, "clip [2, 3]"), (modality.Kind, modality.ToString()));
        var values = Values(data.Train, "clip", 3);
        var image = new ImagePreprocessor { Name = "p", Column = "p", Channels = 3, Height = 4, Width = 4 };
        for (var frame = 0; frame < 2; frame++)
        {
            var pixels = new float[48];
            image.Read(new(new ManifestTable("t", ["p"], [[$"clips/3/{frame}.png"]], [1], _folder.FullPath), 0), pixels);
            Assert.All(pixels.Chunk(16).Select(channel => channel.Average()).Zip(values.Skip(3 * frame)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Fact]
    public void A_spectrogram_is_given_with_its_channel_or_without_as_the_network_wants_it()
    {
        var with = Load("sound", OnnxFiles.Operator(_folder["a.onnx"], "Neg", -1, 1, 8, -1));
        var without = Load("sound", OnnxFiles.Operator(_folder["b.onnx"], "Neg", -1, 8, -1));
        Assert.Equal((ModalityKind.Plain, ModalityKind.Sequence), (Sound(with).Kind, Sound(without).Kind));
        Assert.Equal([8, Sound(with).Length / 8], Sound(without).Shape);
        Assert.Equal(Values(with.Train, "sound", 0), Values(without.Train, "sound", 0));
        Assert.Equal(Values(Load("", "").Train, "sound", 0).Select(value => -value), Values(with.Train, "sound", 0));
    }

    [Fact]
    public void A_sequence_that_comes_out_is_a_sequence()
    {
        for (var i = 0; i < HealthyManifest.RowCount; i++) NpyFiles.Write(_folder[$"signals/{i}.npy"], [1, 2, 3, i, 5, 6, 7, 8], "(2, 4)");
        var data = Load("signal", OnnxFiles.Linear(_folder["w.onnx"], Weights, -1, -1, 4));
        var modality = data.Train.Modalities.Single(modality => modality.Name == "signal");
        Assert.Equal((ModalityKind.Sequence, "signal [2, 2]"), (modality.Kind, modality.ToString()));
        Assert.Equal([7, 2 - (3 * 9), 19, 6 - 24], Values(data.Train, "signal", 9));
    }

    [Fact]
    public void Augmented_training_sees_the_plain_features()
    {
        var path = OnnxFiles.ChannelMeans(_folder["c.onnx"], -1, 3, 4, 4);
        var data = Load("photo", path, options => options with { Augment = true });
        var destination = new float[3];
        Input(data, "photo").ReadAugmented(new(Manifest(data).Table, 1), new(1, 2, 3), destination);
        Assert.Equal(Values(data.Train, "photo", 1), destination);
    }

    [Fact]
    public void Each_file_is_computed_once_in_memory_or_in_the_cache_with_equal_bits()
    {
        var path = OnnxFiles.ChannelMeans(_folder["c.onnx"], -1, 3, 4, 4);
        var plain = Load("clip", path);
        var memory = ((OnnxPreprocessor)Input(plain, "clip")).Memory!;
        var values = All(plain, "clip");
        var count = memory.Count;
        Assert.Equal(48, count);
        Assert.Equal(values, All(plain, "clip"));
        Assert.Equal(count, memory.Count);
        var cached = Load("clip", path, options => options with { CacheFolder = _folder["cache"], CacheGigabytes = 0.1 });
        Assert.Null(((OnnxPreprocessor)Input(cached, "clip")).Memory);
        Assert.Equal(values, All(cached, "clip"));
        Assert.Equal(values, All(Load("clip", path, options => options with { CacheFolder = _folder["cache"], CacheGigabytes = 0.1 }), "clip"));
        OnnxFiles.Operator(path, "Neg", -1, 3, 4, 4); // another network at the same place does not get them
        Assert.NotEqual(values[..3], All(Load("clip", path, options => options with { CacheFolder = _folder["cache"], CacheGigabytes = 0.1 }), "clip")[..3]);
    }

    [Fact]
    public void Memory_holds_no_more_than_its_bound()
    {
        var memory = new FeatureMemory(1000);
        for (var i = 0; i < 10; i++) memory.Keep("m", $"{i}", new float[50]);
        Assert.Equal(2, memory.Count);
        Assert.True(memory.TryRead("m", "1", new float[50]));
        Assert.False(memory.TryRead("m", "2", new float[50]));
    }

    [Fact]
    public void Several_threads_get_what_one_gets()
    {
        var data = Load("photo", OnnxFiles.ChannelMeans(_folder["c.onnx"], -1, 3, 32, 32));
        float[][] Read(int workers) => [.. new BatchLoader(data.Train, new() { BatchSize = 1, Shuffle = false, Workers = workers }).Epoch(1).Select(batch =>
        {
            using var owned = batch;
            return batch.Inputs["photo"].data<float>().ToArray();
        })];
        var one = Read(0);
        Assert.Equal(one, Read(4));
        var again = Load("photo", _folder["c.onnx"]);
        var parallel = Enumerable.Range(0, data.Train.Count).AsParallel().AsOrdered().Select(i => Values(again.Train, "photo", i)).ToArray();
        Assert.Equal(one, parallel);
    }

    [Fact]
    public void The_networks_bytes_are_part_of_the_hash()
    {
        var path = OnnxFiles.Linear(_folder["w.onnx"], Weights, -1, 4);
        var (first, without) = (Load("signal", path).ContentHash, Load("", "").ContentHash);
        Assert.NotEqual(first, without);
        Assert.Equal(first, Load("signal", path).ContentHash);
        OnnxFiles.Linear(path, new float[,] { { 1, 0 }, { 0, 1 }, { 2, 0 }, { 0, 3 } }, -1, 4);
        Assert.NotEqual(first, Load("signal", path).ContentHash);
    }

    private static Modality Sound(DatasetSplits data) => data.Train.Modalities.Single(modality => modality.Name == "sound");

    private static ManifestDataset Manifest(DatasetSplits data) => (ManifestDataset)data.Train;

    private static Preprocessor Input(DatasetSplits data, string name) => Manifest(data).Preprocessing.Inputs.Single(input => input.Name == name);

    private static float[] Values(IMultimodalDataset data, string modality, int index)
    {
        using var batch = new BatchReader(data).Read([index]);
        return batch.Inputs[modality].data<float>().ToArray();
    }

    private static float[] All(DatasetSplits data, string modality) =>
        [.. new[] { data.Train, data.Validation, data.Test }.SelectMany(part => Enumerable.Range(0, part.Count).SelectMany(i => Values(part, modality, i)))];

    private DatasetSplits Load(string column, string path, Func<ManifestOptions, ManifestOptions>? change = null)
    {
        if (!File.Exists(_manifest.Path)) _manifest.Finish();
        var options = new ManifestOptions
        {
            Path = _manifest.Path,
            FrameCount = 2,
            SampleRate = 8000,
            MelBins = 8,
            OnnxModels = column.Length == 0 ? new Dictionary<string, string>() : new() { [column] = path },
        };
        return ManifestSplits.Load(change is null ? options : change(options));
    }
}
