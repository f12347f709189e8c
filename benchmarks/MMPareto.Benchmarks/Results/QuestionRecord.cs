namespace MMPareto.Benchmarks.Results;

/// <summary>The answer to a question: <c>benchmarks/results/QUESTION.json</c>.</summary>
internal sealed record QuestionRecord
{
    /// <summary>Number of the present format.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Number of the format.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Name of the question.</summary>
    public required string Question { get; init; }

    /// <summary>Whether few rounds on small subjects were run, only to see that it works.</summary>
    public bool IsQuick { get; init; }

    /// <summary>What it was answered on.</summary>
    public required MachineRecord Machine { get; init; }

    /// <summary>The bars of the question.</summary>
    public required IReadOnlyList<BarRecord> Bars { get; init; }

    /// <summary>What was timed in turn.</summary>
    public required IReadOnlyList<TimedPair> Pairs { get; init; }

    /// <summary>Other numbers.</summary>
    public required IReadOnlyList<FigureRecord> Figures { get; init; }

    /// <summary>Numbers over the steps of a run.</summary>
    public required IReadOnlyList<SeriesRecord> Series { get; init; }

    /// <summary>What readers should know, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
