using MMPareto.Benchmarks.Results;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Benchmarks;

/// <summary>What a question has found so far.</summary>
internal sealed class Findings
{
    private readonly List<BarRecord> _bars = [];
    private readonly List<TimedPair> _pairs = [];
    private readonly List<FigureRecord> _figures = [];
    private readonly List<SeriesRecord> _series = [];
    private readonly List<string> _notes = [];

    /// <summary>The figure of a bar.</summary>
    public void Add(string bar, double value, IntervalRecord? interval = null) => _bars.Add(new(bar, value, interval));

    /// <summary>A pair whose ratio is the figure of a bar.</summary>
    public void Add(string bar, TimedPair pair)
    {
        Add(bar, pair.Ratio, pair.Interval);
        Add(pair);
    }

    /// <summary>A pair.</summary>
    public void Add(TimedPair pair) => _pairs.Add(pair);

    /// <summary>A number.</summary>
    public void Add(string subject, string name, double value, string unit) => _figures.Add(new(subject, name, value, unit));

    /// <summary>A series.</summary>
    public void Add(SeriesRecord series) => _series.Add(series);

    /// <summary>A sentence.</summary>
    public void Note(string sentence) => _notes.Add(sentence);

    /// <summary>All of it.</summary>
    /// <param name="question">Name of the question.</param>
    /// <param name="isQuick">Whether it was only tried.</param>
    public QuestionRecord Record(string question, bool isQuick) => new()
    {
        Question = question,
        IsQuick = isQuick,
        Machine = MachineRecord.Here(),
        Bars = _bars,
        Pairs = _pairs,
        Figures = _figures,
        Series = _series,
        Notes = _notes,
    };
}
