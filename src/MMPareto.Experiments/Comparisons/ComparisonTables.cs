using System.Globalization;
using System.Text;
using MMPareto.Experiments.Statistics;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Experiments.Comparisons;

/// <summary>A comparison as tables: the cells once, and the forms they are written in.</summary>
public static class ComparisonTables
{
    /// <summary>The files beside <c>comparison.json</c>, by name. They hold no time, path or host.</summary>
    /// <param name="comparison">The comparison.</param>
    public static IReadOnlyList<(string Name, string Text)> Files(ComparisonRecord comparison) =>
    [
        ("comparison.csv", Csv(comparison)), ("comparison.md", Markdown(comparison)), ("comparison.tex", Latex(comparison)),
    ];

    /// <summary>Titles of the columns of accuracies: method, outputs, last epoch, macro-F1.</summary>
    /// <param name="comparison">The comparison.</param>
    public static IReadOnlyList<string> ScoreTitles(ComparisonRecord comparison) =>
        ["method", comparison.Main, .. comparison.Heads, $"{comparison.Main}, last epoch", "macro-F1"];

    /// <summary>The cells under <see cref="ScoreTitles"/>, in percent.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="method">One of its methods.</param>
    public static IReadOnlyList<string> ScoreCells(ComparisonRecord comparison, ComparedMethodRecord method) =>
    [
        method.Name, .. comparison.Heads.Prepend(comparison.Main).Select(name => MeanText(method.Accuracy.GetValueOrDefault(name))),
        MeanText(method.LastEpochAccuracy), MeanText(method.MacroF1),
    ];

    /// <summary>Titles of the columns of differences to the baseline.</summary>
    /// <param name="comparison">The comparison.</param>
    public static IReadOnlyList<string> DifferenceTitles(ComparisonRecord comparison) =>
        [$"method − {comparison.Baseline}", "points", "verdict", "t interval", "bootstrap", "Holm p", "d"];

    /// <summary>The cells under <see cref="DifferenceTitles"/>, in percentage points.</summary>
    /// <param name="method">A method other than the baseline.</param>
    public static IReadOnlyList<string> DifferenceCells(ComparedMethodRecord method) => method.Difference is not { } difference
        ? [method.Name, "–", method.Refused is null ? "not run" : "refused", "–", "–", "–", "–"]
        :
        [
            method.Name, Signed(difference.Mean), difference.Verdict, IntervalText(difference.PairedInterval), IntervalText(difference.BootstrapInterval),
            difference.HolmPValue?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–",
            difference.EffectSize?.ToString("0.0", CultureInfo.InvariantCulture) ?? "–",
        ];

    /// <summary>The methods that are held against the baseline.</summary>
    /// <param name="comparison">The comparison.</param>
    public static IEnumerable<ComparedMethodRecord> Others(ComparisonRecord comparison) =>
        comparison.Methods.Where(method => method.Name != comparison.Baseline);

    /// <summary>What a reader must know of the numbers, a sentence each.</summary>
    /// <param name="comparison">The comparison.</param>
    public static IReadOnlyList<string> Notes(ComparisonRecord comparison)
    {
        List<string> notes =
        [
            string.Create(CultureInfo.InvariantCulture,
                $"Test accuracy in percent at the epoch that was best on validation, mean ± standard deviation over {comparison.Seeds.Count} seeds, {comparison.Epochs} epochs, {comparison.TestCount} test samples."),
            string.Create(CultureInfo.InvariantCulture,
                $"Differences in percentage points with {100 * comparison.Confidence:0.#} % intervals: paired t over seeds, and bootstrap over seeds and test samples; d is the mean difference over its standard deviation."),
        ];
        if (comparison.Seeds.Count < DifferenceVerdict.SeedsForCertainty)
            notes.Add($"Under {DifferenceVerdict.SeedsForCertainty} seeds no word stronger than 'likely' is used.");
        notes.AddRange(comparison.Methods.Where(method => method.Tuning is not null).Select(method =>
            $"{method.Name}: {TuningText(method.Tuning!)}"));
        notes.AddRange(comparison.Methods.Where(method => method.Refused is not null).Select(method =>
            $"{method.Name} refused: {method.Refused}"));
        notes.AddRange(comparison.Methods.Where(method => method.Refused is null).SelectMany(method => method.Runs
            .Where(run => run.Failure is not null).Select(run => string.Create(
                CultureInfo.InvariantCulture, $"{method.Name}, seed {run.Seed} failed: {run.Failure}"))));
        notes.AddRange(comparison.Methods.SelectMany(method => method.Notes.Select(note => $"{method.Name}: {note}")));
        notes.AddRange(comparison.Notes);
        return notes;
    }

    private static string TuningText(TuningRecord tuning) => string.Create(CultureInfo.InvariantCulture,
        $"{(tuning.Chosen.Count == 0 ? "nothing" : string.Join(", ", tuning.Chosen))} chosen on validation out of {tuning.Budget} runs of {tuning.Epochs} epochs")
        + (tuning.AtEdge.Count == 0 ? "." : $"; {string.Join(", ", tuning.AtEdge)} at the edge of what was tried.");

    private static string Csv(ComparisonRecord comparison)
    {
        var text = new StringBuilder("method,seed,best_epoch,output,accuracy\n");
        foreach (var method in comparison.Methods)
            foreach (var run in method.Runs)
                foreach (var (output, accuracy) in run.Accuracy)
                    text.Append(CultureInfo.InvariantCulture, $"{method.Name},{run.Seed},{run.BestEpoch},{output},{accuracy:R}\n");
        return text.ToString();
    }

    private static string Markdown(ComparisonRecord comparison)
    {
        var text = new StringBuilder($"# {comparison.Experiment}\n\n");
        static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
        void Table(IReadOnlyList<string> titles, IEnumerable<IReadOnlyList<string>> rows)
        {
            text.Append(Row(titles)).Append('|').Insert(text.Length, "---|", titles.Count).Append('\n');
            foreach (var row in rows) text.Append(Row(row));
            text.Append('\n');
        }
        Table(ScoreTitles(comparison), comparison.Methods.Select(method => ScoreCells(comparison, method)));
        Table(DifferenceTitles(comparison), Others(comparison).Select(DifferenceCells));
        foreach (var note in Notes(comparison)) text.Append($"* {note}\n");
        return text.ToString();
    }

    private static string Latex(ComparisonRecord comparison)
    {
        static string Row(IEnumerable<string> cells) => $"{string.Join(" & ", cells.Select(Escape))} \\\\\n";
        var text = new StringBuilder("% needs \\usepackage{booktabs}\n");
        void Table(IReadOnlyList<string> titles, IEnumerable<IReadOnlyList<string>> rows)
        {
            text.Append($"\\begin{{tabular}}{{l{new string('r', titles.Count - 1)}}}\n\\toprule\n").Append(Row(titles)).Append("\\midrule\n");
            foreach (var row in rows) text.Append(Row(row));
            text.Append("\\bottomrule\n\\end{tabular}\n");
        }
        Table(ScoreTitles(comparison), comparison.Methods.Select(method => ScoreCells(comparison, method)));
        text.Append("\n\\medskip\n\n");
        Table(DifferenceTitles(comparison), Others(comparison).Select(DifferenceCells));
        foreach (var note in Notes(comparison)) text.Append($"% {note}\n");
        return text.ToString();
    }

    private static string Escape(string cell)
    {
        var text = new StringBuilder();
        foreach (var c in cell)
            text.Append(c switch
            {
                '±' => "$\\pm$",
                '−' => "$-$",
                '–' => "--",
                '\\' => "\\textbackslash{}",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
                _ => c.ToString(),
            });
        return text.ToString();
    }

    private static string MeanText(MeanRecord? mean) => mean is null ? "–"
        : mean.StandardDeviation is not { } deviation ? Percent(mean.Mean) : $"{Percent(mean.Mean)} ± {Percent(deviation)}";

    private static string IntervalText(IntervalRecord? interval) =>
        interval is null ? "–" : $"{Signed(interval.Low)} to {Signed(interval.High)}";

    private static string Percent(double fraction) => (100 * fraction).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Signed(double fraction) =>
        (100 * fraction).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);
}
