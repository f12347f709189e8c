using MMPareto.Data.PreparedSets;
using MMPareto.Experiments;
using MMPareto.Runs;
using MMPareto.Tests.Data.PreparedSets;
using MMPareto.Tests.Support;
using MMPareto.Tests.Training;

namespace MMPareto.Tests.Experiments;

/// <summary>The data sets of the paper, from a download in the official layout to an epoch, with both kinds of models.</summary>
public sealed class PreparedSetExperimentTests : IDisposable
{
    private static readonly string[] ResNet = ["model.encoder=resnet18"];
    private static readonly string[] MBT = ["model.exchange=mbt", "model.patch=8", "model.width=12", "model.layers=3", "model.fusion_layer=1", "method.cross=own"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Crema_d_is_prepared_and_trained(bool isTransformer)
    {
        TinyDownloads.NeedVideos();
        string[] clips = [.. from actor in Enumerable.Range(1001, 6) from emotion in new[] { "ANG", "SAD" } select $"{actor}_DFA_{emotion}_XX"];
        var set = CremaDPreparation.Prepare(Options(TinyDownloads.CremaD(_folder, clips)), (_, _) => { }, TestContext.Current.CancellationToken);
        AssertTrained(set, ["video", "audio"], [.. isTransformer ? MBT : ResNet, "data.frames=2", "data.spectrogram=stft", "data.sample_rate=22050"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Kinetics_sounds_is_prepared_and_trained(bool isTransformer)
    {
        TinyDownloads.NeedVideos();
        string[] videos = [.. from part in new[] { "train", "val", "test" } from label in new[] { "harp", "tap dancing" } from i in Enumerable.Range(1, 2) select $"{part}/{label}/{part}.{label[..3]}.{i:000}_00000{i}_00001{i}.mp4"];
        var set = KineticsSoundsPreparation.Prepare(Options(TinyDownloads.Kinetics(_folder, videos)), (_, _) => { }, TestContext.Current.CancellationToken);
        AssertTrained(set, ["video", "audio"], [.. isTransformer ? MBT : ResNet, "data.frames=3", "data.spectrogram=kaldi", "data.mel_bins=16"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ModelNet40_is_prepared_and_trained(bool isTransformer)
    {
        string[] objects = [.. from label in new[] { "airplane", "sofa" } from i in Enumerable.Range(1, 8) select $"{label}/{(i < 7 ? "train" : "test")}/{label}_000{i}"];
        var set = ModelNet40Preparation.Prepare(Options(TinyDownloads.ModelNet40(_folder, objects)), (_, _) => { }, TestContext.Current.CancellationToken);
        AssertTrained(set, ["front", "rear"], [.. isTransformer ? MBT : ResNet, "data.image_size=16", $"data.root={set.Root}"]);
    }

    private void AssertTrained(PreparedSet set, string[] modalities, string[] settings)
    {
        string[] all = ["training.epochs=1", "training.threads=1", "training.batch_size=4", "data.image_size=24", .. settings];
        var run = Experiment.Run(ExperimentSource.Read(set.Manifests[0].Path, all), _folder["runs"], "mmpareto train", new RecordingObserver(), new ManualClock(),
            TestContext.Current.CancellationToken);
        Assert.Equal(RunStatus.Finished, run.Summary!.Status);
        Assert.Equal(modalities, run.Summary.Test.Modalities.Keys);
    }

    private PreparationOptions Options(string from) => new() { From = from, Output = _folder["out"] };
}
