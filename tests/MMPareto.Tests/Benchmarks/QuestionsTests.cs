using MMPareto.Benchmarks;
using MMPareto.Benchmarks.Pages;
using MMPareto.Benchmarks.Questions;
using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Subjects;
using MMPareto.Experiments;

namespace MMPareto.Tests.Benchmarks;

/// <summary>Questions answer themselves on a tiny model, in this process.</summary>
public class QuestionsTests
{
    private static readonly BenchmarkOptions Quick = new() { Quick = true, Pairs = 6 };

    [Fact]
    public void The_step_is_held_against_the_bare_loop_and_uniform()
    {
        var record = Ask(new StepQuestion([SmallSubject.Subject]), Quick);
        Assert.Equal([("mmpareto", "bare loop"), ("mmpareto", "uniform")], record.Pairs.Select(pair => (pair.Name, pair.Baseline)));
        Assert.Equal([(6, 6), (3, 3)], record.Pairs.Select(pair => (pair.Times.Count, pair.BaselineTimes.Count)));
        var bar = Assert.Single(record.Bars);
        Assert.Equal(("step/small", record.Pairs[0].Ratio, record.Pairs[0].Interval), (bar.Id, bar.Value, bar.Interval));
        Assert.Contains(record.Figures, figure => figure.Name.StartsWith("(F+2B)/(F+B)", StringComparison.Ordinal));
    }

    [Fact]
    public void The_released_procedure_is_held_against_mmpareto()
    {
        var record = Ask(new ReleasedQuestion([SmallSubject.Subject], subject => new PlainTrainee(subject)), Quick);
        Assert.Equal(["released/small", "released/small-plain"], record.Bars.Select(bar => bar.Id));
        Assert.All(record.Pairs, pair => Assert.Equal(("released procedure", "mmpareto"), (pair.Name, pair.Baseline)));
    }

    [Fact]
    public void Every_method_but_uniform_has_a_pair_or_a_reason()
    {
        var record = Ask(new MethodsQuestion([SmallSubject.Subject]), Quick with { Pairs = 1 });
        foreach (var method in Catalog.Methods.Where(method => method.Name != "uniform"))
            Assert.True(record.Pairs.Any(pair => pair.Name == method.Name)
                || record.Notes.Any(note => note.StartsWith($"{method.Name} has no figure: ", StringComparison.Ordinal)), method.Name);
        Assert.Equal("greedy has no figure", Assert.Single(record.Notes, note => note.Contains("no figure", StringComparison.Ordinal)).Split(':')[0]);
        Assert.Equal(2, Assert.Single(record.Figures, figure => figure.Name == "mmpareto: backward passes a step").Value);
    }

    [Fact]
    public void Passes_do_not_grow_with_the_number_of_encoders()
    {
        var question = new ModalitiesQuestion();
        var record = Ask(question, Quick with { Pairs = 1 });
        Assert.Equal(2, record.Bars.Single(bar => bar.Id == "modalities/passes").Value);
        Assert.Equal(question.Bars.Select(bar => bar.Id), record.Bars.Select(bar => bar.Id));
    }

    [Fact]
    public void A_whole_run_is_read_at_the_end_of_each_epoch()
    {
        var run = EnduranceRun.Train("playground",
            ["data.train_size=48", "data.validation_samples=20", "data.test_size=20", "training.epochs=3", "training.batch_size=16", "training.threads=1"]);
        Assert.Equal([3, 6, 9], run.Steps);
        Assert.All(run.Resident, bytes => Assert.InRange(bytes, 1e6, run.Peak));
        Assert.Equal(run.Tensors[1], run.Tensors[2]);
        Assert.InRange(run.Tensors[0], 1, run.Tensors[1]);
    }

    [Fact]
    public void Optimizers_and_checkpoints_are_held_against_those_of_TorchSharp()
    {
        Assert.Equal(["small, SGD", "small, AdamW"], Ask(new OptimizerQuestion(SmallSubject.Subject), Quick).Pairs.Select(pair => pair.Subject));
        Assert.Equal(["small, write", "small, read"], Ask(new CheckpointQuestion(SmallSubject.Subject), Quick).Pairs.Select(pair => pair.Subject));
    }

    [Fact]
    public void Files_are_read_through_a_manifest()
    {
        var record = Ask(new LoaderQuestion(), Quick with { Pairs = 1 });
        Assert.Equal(["JPEG 640×480 to 224×224", "JPEG 256×256 to 224×224", "3-s WAV to log-mel"],
            record.Figures.Where(figure => figure.Unit == Units.Rate).Select(figure => figure.Subject));
        Assert.Equal("loader/overhead", Assert.Single(record.Bars).Id); // the steps of ResNet-18 are not for a test
    }

    [Fact]
    public void The_bare_loop_follows_the_multimodal_gradient_in_the_rows_of_the_step()
    {
        using var trainee = new Trainee(SmallSubject.Subject, Engine.Plain);
        var step = trainee.Step("mmpareto");
        step.Take();
        new BareLoop(trainee, step.Rows).Take();
        using var scope = TorchSharp.torch.NewDisposeScope();
        foreach (var (rows, encoder) in step.Rows.Zip(trainee.Model.Encoders))
        {
            Assert.All(encoder.parameters(), parameter => Assert.True(parameter.grad!.numel() > 0));
            Assert.Equal(rows.Buffer.select(0, 0).norm().item<float>(),
                MathF.Sqrt(encoder.parameters().Sum(parameter => MathF.Pow(parameter.grad!.norm().item<float>(), 2))), 1e-4f);
            Assert.NotEqual(0, rows.Buffer.select(0, 1).norm().item<float>());
        }
    }

    [Fact]
    public void Resident_sizes_survive_the_way_from_a_child_to_its_parent()
    {
        using var text = new StringWriter { NewLine = "\n" };
        new MemoryRun([100, 200, 1000, 2000], [50, 100, 104, 105], [7, 8, 8, 8], 110).Write(text);
        var read = MemoryRun.Read(text.ToString());
        Assert.Equal((110, 5.0), (read.Peak, read.GrowthInPercent), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-9);
        Assert.Equal([100.0, 200, 1000, 2000], read.Steps);
        Assert.Equal([7.0, 8, 8, 8], read.Tensors);
    }

    private static QuestionRecord Ask(IQuestion question, BenchmarkOptions options)
    {
        using var progress = new StringWriter();
        var record = question.Answer(options, progress).Record(question.Name, options.Quick);
        using var text = new StringWriter();
        ResultText.Write(text, question, record);
        Assert.All(text.ToString().Split('\n'), line => Assert.True(line.TrimEnd().Length <= ResultText.Width, line));
        Assert.All(record.Pairs, pair => Assert.True(pair.Ratio > 0 && double.IsFinite(pair.Ratio), pair.Name));
        return record;
    }
}
