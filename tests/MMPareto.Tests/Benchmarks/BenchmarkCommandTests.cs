using MMPareto.Benchmarks;
using MMPareto.Benchmarks.Pages;
using MMPareto.Benchmarks.Results;

namespace MMPareto.Tests.Benchmarks;

public class BenchmarkCommandTests
{
    [Fact]
    public void Alone_it_lists_the_questions()
    {
        var (code, output, _) = Run();
        Assert.Equal(0, code);
        Assert.All(QuestionList.All, question => Assert.Contains($"\n  {question.Name} ", output, StringComparison.Ordinal));
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= ResultText.Width, line));
    }

    [Theory]
    [InlineData("bench: the question must be one of step, released, ", "nothing")]
    [InlineData("bench: an option must be --pairs N, --threads N, --model NAME, --quick or --out FILE; got '--fast'.", "step", "--fast")]
    [InlineData("bench: --pairs must be a whole number from 1 to 1000; got '0'.", "step", "--pairs", "0")]
    [InlineData("bench: --out must have a value; got none.", "step", "--out")]
    [InlineData("bench: --out and --model must go with one question; got 'all'.", "all", "--out", "x")]
    [InlineData("bench: --model must be one of convnet, resnet18, mbt; got 'none'.", "step", "--model", "none")]
    [InlineData("bench: --model must be left out of startup, which has none; got 'mbt'.", "startup", "--model", "mbt")]
    public void What_cannot_be_asked_is_refused_in_a_line(string expected, params string[] arguments)
    {
        var (code, _, error) = Run(arguments);
        Assert.Equal(2, code);
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false, "--quick")]
    [InlineData(false, "--model", "mbt")]
    [InlineData(true, "--quick", "--out", "x")]
    [InlineData(true, "--pairs", "60", "--threads", "2")]
    public void An_answer_that_was_only_tried_is_not_kept_unless_told_where(bool isKept, params string[] arguments) =>
        Assert.Equal(isKept, BenchmarkOptions.Parse(arguments).IsKept);

    [Fact]
    public void Instructions_are_those_that_matter_here()
    {
        Assert.Equal(["avx2", "avx512_bf16"], MachineRecord.InstructionsIn(["model name : x", "flags\t\t: fpu avx2 avx512_bf16 sse"]));
        Assert.Empty(MachineRecord.InstructionsIn([]));
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (BenchmarkCommand.Run(arguments, output, error), output.ToString(), error.ToString());
    }
}
