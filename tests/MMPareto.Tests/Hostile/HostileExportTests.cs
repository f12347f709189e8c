using System.Text.Json.Nodes;
using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Prediction;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using MMPareto.Tests.Damage.Cases;

namespace MMPareto.Tests.Hostile;

/// <summary>An exported folder that somebody has sent: whatever it names, nothing outside of it is read, and nothing is written but what was asked for.</summary>
public sealed class HostileExportTests : IClassFixture<HostileFixture>, IDisposable
{
    private static readonly string[] Own = ["model.json", "config.yaml", "weights.safetensors", "weights.json", "preprocessing.json", "signal.onnx", "weights.json.next"];
    private readonly HostileFixture _fixture;
    private readonly Canary _canary = new();

    public HostileExportTests(HostileFixture fixture)
    {
        _fixture = fixture;
        HostileFixture.Copy(fixture.Export, _canary["export"]);
        HostileFixture.Copy(fixture.Export, _canary.Private + "/export");
        _canary.Remember();
    }

    private string Output => Path.Join(_canary.Parent, "predictions.csv");

    public void Dispose() => _canary.Dispose();

    [Fact]
    public void As_it_was_written_it_predicts()
    {
        Predict();
        Assert.Equal(25, File.ReadAllLines(Output).Length);
        _canary.RequireUntouched(Output);
    }

    [Theory]
    [MemberData(nameof(OwnFiles))]
    public void A_link_in_place_of_a_file_is_refused_even_where_it_leads_to_the_same(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        foreach (var target in new[] { Path.Join(_canary.Private, "export", name), Path.Join(_canary.Private, "secret.txt"), "/dev/zero" })
        {
            File.Delete(_canary[$"export/{name}"]);
            File.CreateSymbolicLink(_canary[$"export/{name}"], target);
            Assert.Equal($"{_canary[$"export/{name}"]} must be a file of its own folder; got a link that leads out of it. Put the file itself in its place.", Refusal());
        }
    }

    public static TheoryData<string> OwnFiles => [.. Own];

    [Theory]
    [MemberData(nameof(OwnFiles))]
    public void A_pipe_or_nothing_in_place_of_a_file_is_an_error_and_no_waiting(string name)
    {
        File.WriteAllText(_canary[$"export/{name}"], "");
        Refusal();
        File.Delete(_canary[$"export/{name}"]);
        if (!OperatingSystem.IsLinux() || name == "model.json") return; // without it the folder is taken for a run
        SpecialFiles.MakePipe(_canary[$"export/{name}"]);
        Patience.Require(name, () => Refusal());
    }

    [Theory]
    [MemberData(nameof(OwnFiles))]
    public void A_link_to_a_pipe_or_to_a_file_beyond_all_limits_is_an_error_and_no_waiting(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "no pipes there");
        SpecialFiles.MakePipe(_canary["export/pipe"]);
        SpecialFiles.MakeHoles(_canary["export/large"], (1L << 31) + 1);
        foreach (var target in new[] { "pipe", "large" })
        {
            File.Delete(_canary[$"export/{name}"]);
            File.CreateSymbolicLink(_canary[$"export/{name}"], target);
            var allocated = GC.GetTotalAllocatedBytes();
            Patience.Require($"{name} → {target}", () => Refusal());
            Assert.True(GC.GetTotalAllocatedBytes() - allocated < 1L << 28, $"{name} → {target} was read");
        }
    }

    /// <summary>A network may stand inside another preprocessor, whose path nobody has looked at.</summary>
    [Fact]
    public void A_network_within_a_network_is_refused_unread()
    {
        Change("preprocessing.json", root =>
        {
            var network = Input(root, "onnx");
            var inner = network.DeepClone();
            inner["model"] = Path.Join(_canary.Private, "secret.txt");
            network["input"] = inner;
        });
        Assert.Contains("must have an input of files; got another network.", Refusal(), StringComparison.Ordinal);
    }

    /// <summary>Names of inputs become names of files when a run is exported.</summary>
    [Theory]
    [InlineData("../../private/evil")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("C:evil")]
    public void A_name_that_is_none_is_refused(string? name)
    {
        Change("preprocessing.json", root => Input(root, "onnx")["name"] = name);
        Refusal();
        HostileFixture.Copy(_fixture.Run.FullPath, _canary["run"]);
        File.Copy(_canary["export/preprocessing.json"], _canary["run/preprocessing.json"], overwrite: true);
        Assert.Throws<DataException>(() => ModelExport.Write(RunFolder.Open(_canary["run"]), _canary["again"], "best", _ => { }));
        _canary.RequireUntouched();
    }

    public static TheoryData<string, string, string> Sizes => new()
    {
        { "frames", "count", "1000000000" }, { "frames", "count", "0" }, { "frames", "count", "-1" }, { "image", "height", "2000000000" }, { "image", "width", "0" },
        { "image", "channels", "2" }, { "audio", "frames", "2000000000" }, { "audio", "bins", "1000000" }, { "audio", "sample_rate", "0" }, { "audio", "seconds", "1e300" },
        { "audio", "deviation", "0" }, { "audio", "spectrogram", "\"stft\"" }, { "audio", "spectrogram", "7" }, { "text", "length", "2000000000" }, { "text", "length", "0" },
        { "text", "vocabulary", "[]" }, { "text", "vocabulary", "[\"[PAD]\",\"[UNK]\",\"[CLS]\",\"[SEP]\",\"[MASK]\",\"a\\nb\\nc\\nd\"]" }, { "text", "vocabulary", "[null]" },
        { "text", "column", "null" }, { "table", "numbers", "[]" }, { "table", "numbers", "null" }, { "table", "numbers", "[null]" }, { "table", "categories", "[{\"name\":\"colour\",\"values\":null}]" },
        { "onnx", "shape", "[-1,-1]" }, { "onnx", "shape", "[]" }, { "onnx", "shape", "[1,1,1]" }, { "onnx", "shape", "[4000000000,4000000000]" }, { "onnx", "input", "null" },
        { "onnx", "sha256", "null" }, { "onnx", "model", "null" },
    };

    /// <summary>Sizes beyond any setting would end the process: on the stack, in an allocation, or in a table that is too small.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_size_that_no_setting_allows_is_refused(string kind, string key, string value)
    {
        Change("preprocessing.json", root => Input(root, kind)[key] = JsonNode.Parse(value));
        Refusal();
    }

    [Theory]
    [InlineData("labels", "[]")]
    [InlineData("labels", "[null]")]
    [InlineData("labels", "null")]
    [InlineData("inputs", "[]")]
    [InlineData("inputs", "[null]")]
    [InlineData("inputs", "null")]
    [InlineData("labels", "[{\"column\":\"label\",\"kind\":\"class\",\"name\":\"label\",\"names\":[]}]")]
    [InlineData("labels", "[{\"column\":\"label\",\"kind\":\"class\",\"name\":\"label\",\"names\":[null,null]}]")]
    [InlineData("labels", "[{\"column\":\"label\",\"kind\":9,\"name\":\"label\",\"names\":[\"a\",\"b\"]}]")]
    [InlineData("labels", "[{\"column\":\"label\",\"kind\":\"number\",\"name\":\"../x\",\"names\":[]}]")]
    public void Lists_that_lack_what_a_model_needs_are_refused(string key, string value)
    {
        Change("preprocessing.json", root => root[key] = JsonNode.Parse(value));
        Refusal();
    }

    [Theory]
    [InlineData("data.manifest=/etc/passwd")]
    [InlineData("data.root=/")]
    [InlineData("data.links=follow")]
    [InlineData("data.cache=PRIVATE/cache")]
    [InlineData("data.onnx=signal=PRIVATE/secret.txt")]
    [InlineData("model.weights=photo=PRIVATE/secret.txt")]
    [InlineData("model.freeze=encoders.nothing")]
    public void What_the_configuration_names_is_neither_read_nor_written(string setting)
    {
        var file = _canary["export/config.yaml"];
        var config = ConfigReader.ReadFile(file, ExperimentSchema.Schema, [setting.Replace("PRIVATE", _canary.Private, StringComparison.Ordinal)]);
        File.WriteAllText(file, ConfigWriter.Write(config));
        if (!OperatingSystem.IsWindows()) File.CreateSymbolicLink(Path.Join(_canary.Parent, "own.png"), Path.Join(_canary.Private, "secret.txt"));
        _canary.Remember();
        Predict();
        _canary.RequireUntouched(Output);
        if (OperatingSystem.IsWindows()) return;
        File.Move(Path.Join(_canary.Parent, "own.png"), _canary["own.png"]);
        File.WriteAllText(_canary["linked.csv"], "id,photo\n1,own.png\n");
        using var predictor = MultimodalPredictor.Load(_canary["export"]);
        Assert.Contains("must not lead out of", Assert.Throws<DataException>(
            () => predictor.PredictFile(new() { Manifest = _canary["linked.csv"], Output = _canary["p.csv"] }, _ => { }, (_, _) => { }, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_follows_links_only_when_the_caller_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        File.Copy(Path.Join(Path.GetDirectoryName(_fixture.Manifest), "photos", "0.jpg"), Path.Join(_canary.Private, "0.jpg"));
        File.CreateSymbolicLink(_canary["0.jpg"], Path.Join(_canary.Private, "0.jpg"));
        using var predictor = MultimodalPredictor.Load(_canary["export"]);
        var cells = new Dictionary<string, string> { ["photo"] = "0.jpg" };
        Assert.Contains("must not lead out of", Assert.Throws<DataException>(() => predictor.Predict(cells, _canary.Root)).Message, StringComparison.Ordinal);
        Assert.Contains(predictor.Predict(cells, _canary.Root, followLinks: true).Label, new[] { "sun", "rain" });
    }

    [Theory]
    [InlineData("modalities", "[]")]
    [InlineData("modalities", "[null]")]
    [InlineData("modalities", "null")]
    [InlineData("labels", "null")]
    [InlineData("modalities", "[{\"name\":\"a\",\"shape\":[9000000000,9000000000],\"kind\":\"plain\",\"code_counts\":[]}]")]
    [InlineData("modalities", "[{\"name\":\"a\",\"shape\":[-4],\"kind\":\"plain\",\"code_counts\":[]}]")]
    [InlineData("modalities", "[{\"name\":\"a\",\"shape\":[4],\"kind\":\"text\",\"code_counts\":[]}]")]
    [InlineData("modalities", "[{\"name\":\"a\",\"shape\":[4],\"kind\":\"frames\",\"code_counts\":[]}]")]
    [InlineData("modalities", "[{\"name\":\"../a\",\"shape\":[4],\"kind\":\"plain\",\"code_counts\":[]}]")]
    [InlineData("modalities", "[{\"name\":\"a\",\"shape\":[4],\"kind\":77,\"code_counts\":[]}]")]
    public void A_description_that_no_model_has_is_refused(string key, string value)
    {
        Change("model.json", root => root[key] = JsonNode.Parse(value));
        File.Delete(_canary["export/preprocessing.json"]);
        Assert.StartsWith(_canary["export/model.json"], Refusal(), StringComparison.Ordinal);
    }

    /// <summary>Every file that is read as code elsewhere: a pickle in the place of weights is no weights.</summary>
    [Fact]
    public void A_pickle_is_refused_unrun()
    {
        File.WriteAllText(_canary["export/weights.safetensors"], $"cos\nsystem\n(S'touch {_canary.Private}/run'\ntR.");
        Refusal();
    }

    private void Predict()
    {
        using var predictor = MultimodalPredictor.Load(_canary["export"]);
        predictor.PredictFile(new() { Manifest = _fixture.Manifest, Output = Output }, _ => { }, (_, _) => { }, TestContext.Current.CancellationToken);
    }

    /// <summary>The one line that is told; nothing was seen, read or written.</summary>
    private string Refusal()
    {
        var refusal = Record.Exception(Predict);
        Assert.True(refusal is DataException or WeightsException or RunFolderException or ConfigException, $"{refusal}");
        Assert.DoesNotContain(refusal.Message, character => char.IsControl(character));
        Canary.RequireUnseen(refusal.ToString());
        _canary.RequireUntouched();
        return refusal.Message;
    }

    private void Change(string name, Action<JsonNode> change)
    {
        var file = _canary[$"export/{name}"];
        var root = JsonNode.Parse(File.ReadAllText(file))!;
        change(root);
        File.WriteAllText(file, root.ToJsonString());
    }

    private static JsonNode Input(JsonNode root, string kind) => root["inputs"]!.AsArray().First(input => (string)input!["kind"]! == kind)!;
}
