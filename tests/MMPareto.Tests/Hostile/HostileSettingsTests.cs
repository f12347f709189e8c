using MMPareto.Data;
using MMPareto.Experiments;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Experiments.Prediction;
using MMPareto.Gradients;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Hostile;

/// <summary>Settings that the schema allows and nothing can work with. libtorch ends the process in some calls and the system in others: each of these comes to
/// an end here, by a result or by one line.</summary>
public sealed class HostileSettingsTests : IClassFixture<HostileFixture>, IDisposable
{
    private static readonly string[] Small =
        ["training.epochs=1", "training.threads=1", "data.train_size=24", "data.validation_samples=10", "data.test_size=10"];

    private readonly HostileFixture _fixture;
    private readonly TemporaryFolder _folder = new();

    public HostileSettingsTests(HostileFixture fixture) => _fixture = fixture;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("model.hidden=65536 model.features=65536", "model.hidden must be")]
    [InlineData("model.fusion=film model.features=65536", "model.features must be")]
    [InlineData("model.features=65536 model.fusion=sum data.modalities=3", "model.features must be")]
    public void A_model_beyond_memory_is_refused_with_its_size(string settings, string says)
    {
        Assert.SkipWhen(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > 60_000_000_000, "has room for it");
        var message = Assert.Throws<ConfigException>(() => Train("playground", settings)).Problems[0].ToString();
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Matches("takes [0-9,.]+ GB of the [0-9,.]+ GB of this machine", message);
    }

    [Fact]
    public void A_model_of_a_manifest_beyond_memory_is_refused() => Assert.IsType<ConfigException>(Record.Exception(
        () => Train(_fixture.Manifest, "model.encoder=vit model.width=65536 model.layers=64 model.heads=1 model.patch=1")));

    /// <summary>They would train, and no command could read the run afterwards.</summary>
    [Fact]
    public void Samples_that_no_description_may_have_are_refused_before_training() => Assert.Equal(
        $"{_fixture.Manifest}, column 'clip': samples must have at most 100000000 values; got clip [256, 3, 4096, 4096]. "
            + "Make them smaller by data.image_size, data.frames or data.mel_bins.",
        Assert.Throws<DataException>(() => Train(_fixture.Manifest, "data.image_size=4096 data.frames=256")).Message);

    /// <summary>Of networks whose features are fewer than model.features, fusions are small, and so is what only predicts.</summary>
    [Theory]
    [InlineData("gated", "resnet18", 65536)]
    [InlineData("sum", "resnet50", 65536)]
    [InlineData("film", "resnet34", 65536)]
    [InlineData("concatenation", "vit", 65536)]
    public void Fusions_count_as_large_as_they_are(string fusion, string encoder, int features)
    {
        var config = ConfigReader.Read("", "test", ExperimentSchema.Schema, [FormattableString.Invariant($"model.features={features}"), "model.patch=4"]);
        Modality[] images = [new("a", [3, 32, 32]), new("b", [3, 32, 32])];
        MemoryNeeds.Require(config, new DescribedDataset(images, [Target.OfClasses(2)]), [encoder, encoder], fusion);
    }

    /// <summary>A batch of training would not fit, and there is none when a model is exported or predicts.</summary>
    [Fact]
    public void A_description_of_large_samples_is_no_batch_of_them()
    {
        var config = ConfigReader.Read("", "test", ExperimentSchema.Schema, ["model.hidden=1", "model.features=1", "training.batch_size=4096"]);
        Modality[] large = [new("a", [9_000_000])];
        MemoryNeeds.Require(config, new DescribedDataset(large, [Target.OfClasses(2)]), ["mlp"], "concatenation");
        Assert.Equal(29, PredictionRows.BatchSizeFor(large));
        Assert.Equal(64, PredictionRows.BatchSizeFor([new("a", [3, 224, 224])]));
        Assert.Equal(1, PredictionRows.BatchSizeFor([new("a", [100_000_000]), new("b", [100_000_000]), new("c", [100_000_000])]));
    }

    [Theory]
    [InlineData("training.workers=256")]
    [InlineData("schedule.warmup_epochs=1000000000")]
    [InlineData("optimizer.learning_rate=1e30")]
    [InlineData("optimizer.learning_rate=1e-300")]
    [InlineData("training.batch_size=65536 training.micro_batches=65536")]
    [InlineData("model.features=1 model.hidden=1 method.gamma=100")]
    [InlineData("training.checkpoint_steps=1 training.checkpoint_minutes=1000000 training.not_finite=rollback optimizer.learning_rate=1e38")]
    public void A_run_with_extreme_settings_ends_in_a_result_or_in_one_line(string settings) => RequireEnd("playground", settings);

    [Theory]
    [InlineData("training.device=cuda:99")]
    [InlineData("training.device=mps")]
    [InlineData("training.device=meta")]
    [InlineData("model.encoder=photo=vit model.patch=1024")]
    [InlineData("model.encoder=lenet")]
    [InlineData("model.exchange=mmtm")]
    [InlineData("data.sample_rate=1000 data.mel_bins=512")]
    [InlineData("data.spectrogram=kaldi data.audio_seconds=0.0001")]
    [InlineData("data.spectrogram=stft data.audio_seconds=0.0001")]
    [InlineData("data.text_length=1 data.vocabulary=1")]
    [InlineData("data.limit=1")]
    [InlineData("model.features=1 model.hidden=1 training.batch_size=1")]
    public void A_manifest_with_extreme_settings_ends_in_a_result_or_in_one_line(string settings) => RequireEnd(_fixture.Manifest, settings);

    private void RequireEnd(string what, string settings)
    {
        var ended = Record.Exception(() => Train(what, settings));
        Assert.True(ended is null or ConfigException or DataException or ArgumentException or NumericalException, $"{settings}: {ended}");
        if (ended is not null and not ConfigException) Assert.DoesNotContain('\n', ended.Message);
    }

    private void Train(string what, string settings)
    {
        var given = settings.Split(' ');
        var small = what == "playground" ? Small : ["training.epochs=1", "training.threads=1", "training.batch_size=8", "model.features=4", "model.hidden=4", "data.text_length=8"];
        Experiment.Train(what, null, [.. small.Where(setting => !given.Any(one => one.Split('=')[0] == setting.Split('=')[0])), .. given], _folder["runs"],
            TestContext.Current.CancellationToken);
    }
}
