using MMPareto.Data;
using MMPareto.Data.Loading;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Checking;
using MMPareto.Tests.Damage;
using MMPareto.Tests.Data.Arrays;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Manifests;

/// <summary>What is wrong with a network, told in one line before training.</summary>
public sealed class OnnxErrorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DamagedManifest _manifest;

    public OnnxErrorsTests()
    {
        HealthyManifest.WriteFiles(_folder);
        _manifest = new(_folder.FullPath, "m", ".csv");
        _manifest.Finish();
    }

    private string Network => _folder["n.onnx"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_column_must_be_there_and_of_files()
    {
        OnnxFiles.Operator(Network, "Neg", -1, 4);
        Refused("face", $"{_manifest.Path} must have the columns of data.onnx; got none called 'face' beside id, photo,");
        Refused("note", $"{_manifest.Path}, column 'note' must be of images, frames, audio or arrays to go through a network; got ");
        Refused("size", $"{_manifest.Path}, column 'size' must be of images, frames, audio or arrays to go through a network; got number.");
    }

    [Fact]
    public void A_file_must_be_there_and_an_ONNX_model()
    {
        Refused("signal", $"{Place("signal")}{Network} cannot be read: there is no such file.");
        Directory.CreateDirectory(_folder["folder.onnx"]);
        Refused("signal", $"{Place("signal")}{_folder["folder.onnx"]} cannot be read: it is a folder.", _folder["folder.onnx"]);
        File.WriteAllBytes(Network, []);
        Refused("signal", $"{Place("signal")}{Network} must be a file with content;");
        foreach (var content in (string[])["<html>", "PK\u0003\u0004zip", "\n\0\0"])
        {
            File.WriteAllText(Network, content);
            Refused("signal", $"{Place("signal")}{Network} must be an ONNX model with its weights inside; ONNX Runtime says: ");
        }
        OnnxFiles.Operator(Network, "NoSuchOperator", -1, 4);
        Assert.Contains("NoSuchOperator", Refused("signal", $"{Place("signal")}{Network} must be an ONNX model with its weights inside; ONNX Runtime says: "), StringComparison.Ordinal);
        File.WriteAllBytes(Network, File.ReadAllBytes(OnnxFiles.ChannelMeans(Network, 1, 3, 4, 4))[..^20]);
        Refused("photo", $"{Place("photo")}{Network} must be an ONNX model with its weights inside; ONNX Runtime says: ");
    }

    /// <summary>They would have no checksum, and an exported folder would lack them.</summary>
    [Fact]
    public void Weights_outside_of_the_file_are_refused()
    {
        File.WriteAllBytes(_folder["outside.bin"], new byte[32]);
        Refused("signal", $"{Place("signal")}{Network} must be an ONNX model with its weights inside; ONNX Runtime says: ", OnnxFiles.WeightsOutside(Network, "outside.bin"));
    }

    [Fact]
    public void It_must_have_one_input_of_floats_and_give_floats()
    {
        OnnxFiles.TwoInputs(Network);
        Refused("signal", $"{Place("signal")}{Network} must have one input; got 2: x, z.");
        OnnxFiles.Doubles(Network);
        Refused("signal", $"{Place("signal")}{Network} must have float32 numbers as its input; 'x' is of type Double. Export it anew with float32.");
        OnnxFiles.Shape(Network);
        Refused("signal", $"{Place("signal")}{Network} must have float32 numbers as its first output; 'y' is of type Int64. Export it anew with float32.");
    }

    [Fact]
    public void Its_input_must_fit_the_column()
    {
        OnnxFiles.Operator(Network, "Neg", -1, 5);
        Refused("signal", $"{Place("signal")}{Network} must take [1, 4], a sample of the column; its input is 'x' [?, 5]. "
            + "Store arrays of its shape, or export it with dimensions left open.");
        Refused("photo", $"{Place("photo")}{Network} must take images [batch, channels, height, width] with 1 or 3 channels, up to 4096 pixels high and wide; "
            + "its input is 'x' [?, 5]. Export it for such images.");
        OnnxFiles.Operator(Network, "Neg", 2, 4);
        Refused("signal", $"{Place("signal")}{Network} must take [1, 4],");
        OnnxFiles.ChannelMeans(Network, -1, 6, 6, 3);
        Refused("photo", $"{Place("photo")}{Network} must take images ");
        OnnxFiles.Operator(Network, "Neg", -1, 1, 80, 100);
        Assert.EndsWith("Set data.mel_bins and data.audio_seconds to what it takes, or export it with dimensions left open.",
            Refused("sound", $"{Place("sound")}{Network} must take [1, 1, 64, "), StringComparison.Ordinal);
        OnnxFiles.Linear(Network, new float[3, 2], -1, -1); // its shape does not tell, its weights do
        Refused("signal", $"{Place("signal")}{Network} must take [1, 4]; ONNX Runtime says: ");
    }

    [Fact]
    public void A_stated_image_size_must_be_the_networks()
    {
        OnnxFiles.ChannelMeans(Network, -1, 3, 6, -1);
        Refused("photo", $"{Place("photo")}{Network} must get images of its own size; its input is 'x' [?, 3, 6, ?], and data.image_size 8. Leave data.image_size at 0.", size: 8);
        Load("photo", Network, size: 6);
    }

    [Fact]
    public void It_must_not_draw_random_numbers()
    {
        OnnxFiles.Operator(Network, "RandomNormalLike", -1, 4);
        Refused("signal", $"{Place("signal")}{Network} must give the same features of the same input; it draws random numbers. Export it for inference.");
    }

    [Fact]
    public void What_is_not_finite_names_its_row_and_is_left_out_where_that_is_asked_for()
    {
        NpyFiles.Write(_folder["signals/7.npy"], [1, 1, -2, 4], "(4,)");
        OnnxFiles.Operator(Network, "Sqrt", -1, 4);
        var data = Load("signal", Network);
        var error = $"{_manifest.Path}:9, column 'signal': {Network} must give finite features; got NaN.";
        Assert.Equal($"Sample 7 of m/train cannot be read: {error}", Assert.Throws<DataException>(
            () => new BatchReader(data.Train).Read([7], TestContext.Current.CancellationToken)).Message);
        var finding = Assert.Single(ManifestCheck.Run(Options("signal", Network), (_, _) => { }, TestContext.Current.CancellationToken).Findings, finding => finding.IsError);
        Assert.Equal(error, finding.Text);
        var skipping = ManifestSplits.Load(Options("signal", Network) with { SkipBadFiles = true });
        Assert.Equal([error], skipping.LeftOut);
        Assert.Equal(15, skipping.Train.Count);
    }

    private string Place(string column) => $"{_manifest.Path}, column '{column}': ";

    private string Refused(string column, string beginning, string? path = null, int size = 0)
    {
        var message = Assert.Throws<DataException>(() => Load(column, path ?? Network, size)).Message;
        Assert.StartsWith(beginning, message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
        return message;
    }

    private DatasetSplits Load(string column, string path, int size = 0) => ManifestSplits.Load(Options(column, path) with { ImageSize = size });

    private ManifestOptions Options(string column, string path) =>
        new() { Path = _manifest.Path, FrameCount = 1, OnnxModels = new Dictionary<string, string> { [column] = path } };
}
