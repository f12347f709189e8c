using MMPareto.Benchmarks;
using MMPareto.Benchmarks.Pages;
using MMPareto.Benchmarks.Questions;
using MMPareto.Benchmarks.Results;
using MMPareto.Benchmarks.Timing;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Benchmarks;

public sealed class PerformancePageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_page_is_made_of_the_kept_answers() =>
        Assert.Equal(PerformancePage.OfRepository(), File.ReadAllText(Repository.Page).ReplaceLineEndings("\n"));

    [Fact]
    public void The_plot_of_a_long_run_is_made_of_the_kept_answer() =>
        Assert.Equal(EndurancePlot.OfRepository(), File.ReadAllText(Repository.EndurancePlot).ReplaceLineEndings("\n"));

    /// <summary>What the page on reliability says of it.</summary>
    [Fact]
    public void The_kept_long_run_had_twenty_thousand_steps_and_is_flat()
    {
        var series = ResultFile.Read(ResultFile.PathOf(EnduranceQuestion.Question))!.Series;
        Assert.Equal([EnduranceQuestion.Resident, EnduranceQuestion.Tensors], series.Select(one => one.Name));
        foreach (var one in series)
        {
            Assert.Equal(20_000, one.Steps[^1]);
            var settled = one.Values.Where((_, i) => one.Steps[i] >= 5000).ToArray();
            Assert.InRange(settled.Max() / settled[0], 1, one.Name == EnduranceQuestion.Tensors ? 1 : 1.005);
        }
    }

    [Fact]
    public void Kept_answers_are_measurements_and_have_all_bars_of_their_question()
    {
        foreach (var question in QuestionList.All)
        {
            if (ResultFile.Read(ResultFile.PathOf(question.Name)) is not { } record) continue;
            Assert.False(record.IsQuick, $"{question.Name} was only tried");
            Assert.Equal(question.Bars.Select(bar => bar.Id).Order(StringComparer.Ordinal), record.Bars.Select(bar => bar.Id).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Contributors_find_every_question()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "CONTRIBUTING.md"));
        Assert.All(QuestionList.All, question => Assert.Contains($"`{question.Name}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_bar_has_its_figure_and_whether_it_is_met_or_the_reason()
    {
        var question = new StepQuestion([SmallSubject.Subject]);
        string Row(double ratio, params (string, string)[] reasons) => PerformancePage.Text(
                [question], _ => Record(ratio), reasons.ToDictionary(reason => reason.Item1, reason => reason.Item2), "Nothing.")
            .Split('\n').Single(line => line.StartsWith("| 1 |", StringComparison.Ordinal));
        Assert.Equal("| 1 | [step](#step) | small: mmpareto step over the bare loop | 1.020 (1.020 to 1.020) | ≤ 1.030 | met |", Row(1.02));
        Assert.EndsWith("| ≤ 1.030 | not met |", Row(1.04), StringComparison.Ordinal);
        Assert.EndsWith("| ≤ 1.030 | not met: it is small |", Row(1.04, ("step/small", "it is small")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_measured_is_said_to_be_so()
    {
        var page = PerformancePage.Text([new StepQuestion([SmallSubject.Subject])], _ => null, new Dictionary<string, string>(), "Much.");
        Assert.Contains("| not measured yet | ≤ 1.030 |  |\n", page, StringComparison.Ordinal);
        Assert.Contains("## step\n\n`./bench step`: ", page, StringComparison.Ordinal);
        Assert.EndsWith("## What was tried and did not help\n\nMuch.\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_is_a_line_of_a_list() => Assert.Equal(
        new Dictionary<string, string> { ["step/mbt"] = "few: tokens", ["loader/step"] = "two cores" },
        Reasons.Read("Text: of a kind.\n\n* step/mbt: few: tokens\n* loader/step: two cores\n"));

    [Fact]
    public void An_answer_survives_its_file_with_seven_digits_of_each_time()
    {
        var (path, record) = (_folder["answers/step.json"], Record(1.25));
        ResultFile.Write(path, record);
        var read = ResultFile.Read(path)!;
        Assert.Equal(record.Pairs[0].Times, read.Pairs[0].Times);
        Assert.Equal((record.Question, record.Bars[0], record.Pairs[0].Interval), (read.Question, read.Bars[0], read.Pairs[0].Interval));
        Assert.Equal(record.Machine.Describe(), read.Machine.Describe());
        Assert.Contains("\"times\": [1.25, 1.25,", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Null(ResultFile.Read(_folder["none.json"]));
    }

    [Fact]
    public void A_file_of_another_schema_is_refused()
    {
        var path = _folder["step.json"];
        ResultFile.Write(path, Record(1) with { Schema = 99 });
        Assert.Equal($"{path}: schema must be 1; got 99. Measure it again.", Assert.Throws<BenchmarkException>(() => ResultFile.Read(path)).Message);
        File.WriteAllText(path, "{");
        Assert.StartsWith($"{path}: must be the answer to a question; ", Assert.Throws<BenchmarkException>(() => ResultFile.Read(path)).Message, StringComparison.Ordinal);
    }

    private static QuestionRecord Record(double ratio)
    {
        var findings = new Findings();
        double[] Seconds(double value) => [.. Enumerable.Repeat(value, 6)];
        findings.Add("step/small", new Rounds(["mmpareto", "bare loop"], [Seconds(ratio), Seconds(1)]).Pair("small", "mmpareto", "bare loop"));
        return findings.Record("step", isQuick: false);
    }
}
