using MMPareto.Experiments;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;
using MMPareto.Tests.Data;
using MMPareto.Tests.Support;
using MMPareto.Tests.Training;

namespace MMPareto.Tests.Experiments;

/// <summary>The built-in experiment on tasks, from its configuration to the summary, on a few made-up images.</summary>
public sealed class MultiMnistExperimentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MultiMnistExperimentTests() => IdxFiles.Write(_folder, train: 80, test: 30, size: 28);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> GradientMethods =>
        ["uniform", "uniform-scaled", "pareto", "mmpareto", "mmpareto-official", "pcgrad", "gradnorm", "metabalance"];

    [Theory]
    [MemberData(nameof(GradientMethods))]
    public void Every_gradient_method_trains_tasks(string method)
    {
        var result = Run("multi-mnist", $"method.name={method}");
        Assert.Equal(["left", "right"], result.Summary!.Test.Tasks!.Keys);
        Assert.Equal("trunk", Assert.Single(result.Summary.Encoders).Key);
    }

    [Theory]
    [InlineData("pcgrad")]
    [InlineData("gradnorm")]
    [InlineData("metabalance")]
    public void Methods_of_multitask_learning_train_modalities_too(string method)
    {
        var playground = Run("playground", $"method.name={method}", "data.modalities=3", "data.train_size=60");
        Assert.Equal(["m1", "m2", "m3"], playground.Summary!.Encoders.Keys);
        var images = Run("cg-mnist", $"method.name={method}");
        Assert.Equal(["gray", "colour"], images.Summary!.Encoders.Keys);
        Assert.All(new RunReader(images.Folder).ReadSteps(), step => Assert.Equal(2, step.Encoders["gray"].Weights.Count));
    }

    [Fact]
    public void Equal_seeds_give_equal_files_and_other_noise_another_run()
    {
        var (first, second) = (Run("multi-mnist", "data.noise_right=0.5"), Run("multi-mnist", "data.noise_right=0.5"));
        string[] files = ["metrics.jsonl", "gradients.jsonl", "summary.json", "predictions.csv", "checkpoints/best.safetensors"];
        Assert.All(files, file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(first.Folder.FullPath, file)), File.ReadAllBytes(Path.Combine(second.Folder.FullPath, file))));
        var clean = Run("multi-mnist");
        Assert.NotEqual(File.ReadAllBytes(first.Folder.LastWeightsFile), File.ReadAllBytes(clean.Folder.LastWeightsFile));
        Assert.Contains("50 % of the right digit's pixels are noise, in all three parts", first.Summary!.Notes);
    }

    [Fact]
    public void Predictions_have_a_column_for_the_label_and_the_output_of_each_task()
    {
        var result = Run("multi-mnist");
        var lines = File.ReadAllLines(Path.Combine(result.Folder.FullPath, "predictions.csv"));
        Assert.Equal("label.left,label.right,left,right", lines[0]);
        Assert.Equal(1 + 30, lines.Length);
        Assert.Contains("\"multimodal_norm\":null,\"unimodal_norm\":null", File.ReadAllText(Path.Combine(result.Folder.FullPath, "metrics.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_is_scored_again_with_the_same_result()
    {
        var result = Run("multi-mnist");
        var again = Experiment.Evaluate(result.Folder, "best", "test", _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(result.Summary!.Test.Fused, again.Fused);
        Assert.Equal(result.Summary.Test.Tasks, again.Tasks);
    }

    [Fact]
    public void The_network_is_that_of_the_configuration()
    {
        Assert.Equal(21_330 + 6_120, Run("multi-mnist").Summary!.Parameters);
        Assert.Equal(21_330 + (2 * 510), Run("multi-mnist", "model.head_hidden=0").Summary!.Parameters);
    }

    [Theory]
    [InlineData("method.name=joint",
        "--set method.name must be a method that can train this model; got joint, which balances the modalities of one task; this model has several tasks on a shared trunk.")]
    [InlineData("method.unimodal_weight=2",
        "built-in multi-mnist:11: method.name must be a method that can train this model; got mmpareto, which has unimodal losses to weigh only in a multimodal model, not with several tasks.")]
    [InlineData("method.cross=own",
        "built-in multi-mnist:11: method.name must be a method that can train this model; got mmpareto, which has unimodal losses that cross encoders only in a multimodal model, not with several tasks.")]
    [InlineData("data.noise_right=1.5", "--set data.noise_right must be a number from 0 to 1; got '1.5'.")]
    public void What_tasks_cannot_have_is_refused(string setting, string message) =>
        Assert.Equal(message, Assert.Throws<ConfigException>(() => Run("multi-mnist", setting)).Message);

    [Fact]
    public void LeNet_is_refused_for_vectors_and_small_images()
    {
        Assert.Equal(
            "model: model.encoder must be mlp or auto for inputs that are no images [c, h, w]; got lenet for m1 [16].",
            Assert.Throws<ConfigException>(() => Run("playground", "model.encoder=lenet")).Message);
        IdxFiles.Write(_folder, train: 80, test: 30, size: 15);
        Assert.Equal(
            "model: model.encoder must be another for images below 16 pixels in height or width; got lenet for gray [1, 15, 15].",
            Assert.Throws<ConfigException>(() => Run("cg-mnist", "model.encoder=lenet")).Message);
    }

    private ExperimentResult Run(string experiment, params string[] settings)
    {
        string[] images = experiment == "playground" ? [] : [$"data.folder={_folder.FullPath}", "data.validation_size=20"];
        var config = ExperimentSource.Read(
            experiment, [.. images, "training.epochs=1", "training.batch_size=20", "training.threads=1", .. settings]);
        return Experiment.Run(config, _folder["runs"], "", new RecordingObserver(), new ManualClock());
    }
}
