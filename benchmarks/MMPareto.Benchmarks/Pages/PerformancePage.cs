using System.Text;
using MMPareto.Benchmarks.Results;

namespace MMPareto.Benchmarks.Pages;

/// <summary>The page <c>docs/performance.md</c>, made of the kept answers.</summary>
internal static class PerformancePage
{
    private const string NotMeasured = "not measured yet";

    /// <summary>The page as the files of the repository make it.</summary>
    public static string OfRepository() => Text(
        QuestionList.All, name => ResultFile.Read(ResultFile.PathOf(name)),
        Reasons.Read(File.ReadAllText(Repository.Reasons)), File.ReadAllText(Repository.Tried));

    /// <summary>The page.</summary>
    /// <param name="questions">All questions.</param>
    /// <param name="answer">The answer to a question of a name; null for none.</param>
    /// <param name="reasons">Why bars are not met, by identifier.</param>
    /// <param name="tried">What was tried and did not help, as Markdown.</param>
    public static string Text(
        IReadOnlyList<IQuestion> questions, Func<string, QuestionRecord?> answer, IReadOnlyDictionary<string, string> reasons, string tried)
    {
        var page = new StringBuilder();
        page.Append("""
            # Performance

            Made by `./bench page` from the answers in [benchmarks/results](../benchmarks); not edited by hand. What is held against each other is timed in turn, round
            by round, on one machine, and each second round in reverse. A ratio is the median of the ratios of rounds; beside it the 95 %
            interval of that median from its order statistics, which asks nothing of the distribution (none below six rounds). Times are medians.

            ## Bars

            | point | question | what is measured | figure (95 % interval) | bar | |
            |---|---|---|---|---|---|

            """);
        var answers = questions.ToDictionary(question => question.Name, question => answer(question.Name));
        var bars = questions.SelectMany(question => question.Bars.Select(bar => (Bar: bar, Question: question)));
        foreach (var (bar, question) in bars.OrderBy(pair => pair.Bar.Point))
            page.Append(Row(bar, question, answers[question.Name], reasons));
        foreach (var question in questions) AppendSection(page, question, answers[question.Name]);
        page.Append("\n## Machine\n\n");
        var found = answers.Values.OfType<QuestionRecord>().ToArray();
        foreach (var machine in found.GroupBy(record => record.Machine.Describe()))
            page.Append(FormattableString.Invariant($"* {string.Join(", ", machine.Select(record => record.Question))}: {machine.Key}\n"));
        if (found.Length == 0) page.Append($"{NotMeasured}\n");
        AppendHowTo(page, questions);
        page.Append($"\n## What was tried and did not help\n\n{tried.Trim()}\n");
        return page.ToString();
    }

    private static string Row(Bar bar, IQuestion question, QuestionRecord? answer, IReadOnlyDictionary<string, string> reasons)
    {
        var measured = answer?.Bars.FirstOrDefault(record => record.Id == bar.Id);
        var figure = measured is null ? NotMeasured : Units.Text(measured.Value, measured.Interval, bar.Unit);
        var state = measured is null ? "" : bar.IsMetBy(measured.Value) ? "met"
            : $"not met{(reasons.TryGetValue(bar.Id, out var reason) ? $": {reason}" : "")}";
        return FormattableString.Invariant($"| {bar.Point} | [{question.Name}](#{question.Name}) | {bar.What} | {figure} | {bar.LimitText} | {state} |\n");
    }

    private static void AppendSection(StringBuilder page, IQuestion question, QuestionRecord? answer)
    {
        page.Append($"\n## {question.Name}\n\n`./bench {question.Name}`: {question.Summary}.\n");
        if (answer is null)
        {
            page.Append($"\n{NotMeasured}\n");
            return;
        }
        if (answer.Pairs.Count > 0)
        {
            page.Append("\n| subject | timed | against | ratio (95 % interval) | time | baseline | rounds |\n|---|---|---|---|---|---|---|\n");
            foreach (var pair in answer.Pairs)
                page.Append(FormattableString.Invariant($"| {pair.Subject} | {pair.Name} | {pair.Baseline} | {RatioOf(pair)} | ")
                    + FormattableString.Invariant($"{SecondsOf(pair.Seconds)} | {SecondsOf(pair.BaselineSeconds)} | {pair.Times.Count} |\n"));
        }
        if (answer.Figures.Count > 0)
        {
            page.Append("\n| subject | what | figure |\n|---|---|---|\n");
            foreach (var figure in answer.Figures) page.Append($"| {figure.Subject} | {figure.Name} | {Units.Text(figure.Value, figure.Unit)} |\n");
        }
        if (answer.Notes.Count > 0) page.Append($"\n{string.Join('\n', answer.Notes)}\n");
    }

    private static string RatioOf(TimedPair pair) => Units.Text(pair.Ratio, pair.Interval, Units.Ratio);

    private static string SecondsOf(double seconds) => Units.Text(seconds, Units.Seconds);

    private static void AppendHowTo(StringBuilder page, IReadOnlyList<IQuestion> questions)
    {
        page.Append("""

            ## How to repeat

            On a machine that does nothing else, from the root of the repository:

            ```
            ./bench all      # about 36 minutes on 2 cores; answers go to benchmarks/results
            ./bench page     # writes this page
            ```

            One question alone: `./bench QUESTION`, with `--pairs N` rounds, `--threads N` of libtorch, `--model NAME` where there are several. `--quick` only
            tries whether it works, and keeps nothing unless `--out FILE` is given. The questions:


            """);
        page.Append("| question | what it asks |\n|---|---|\n");
        foreach (var question in questions) page.Append($"| `{question.Name}` | {question.Summary} |\n");
    }
}
