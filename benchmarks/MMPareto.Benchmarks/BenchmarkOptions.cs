using System.Globalization;

namespace MMPareto.Benchmarks;

/// <summary>How thoroughly a question is asked, and on what.</summary>
internal sealed record BenchmarkOptions
{
    private const int MostPairs = 1000;

    /// <summary>Rounds that count; null for those that the question has itself.</summary>
    public int? Pairs { get; init; }

    /// <summary>Threads of libtorch; null for <c>OMP_NUM_THREADS</c>, or else all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Few rounds on the smallest subject, to see that it works.</summary>
    public bool Quick { get; init; }

    /// <summary>Where the answer is written; null for the repository's own file.</summary>
    public string? Out { get; init; }

    /// <summary>The one subject to ask of; null for those that the question has itself.</summary>
    public string? Model { get; init; }

    /// <summary>Whether the answer replaces the repository's own: not one that was only tried, or asked of one subject alone.</summary>
    public bool IsKept => Out is not null || (!Quick && Model is null);

    /// <summary>Rounds to run.</summary>
    /// <param name="full">As many when nobody asks for fewer.</param>
    /// <param name="quick">As many to see that it works.</param>
    public int PairsOr(int full, int quick = 3) => Pairs ?? (Quick ? quick : full);

    /// <summary>Rounds before those that count.</summary>
    /// <param name="full">As many when it is measured.</param>
    public int WarmUps(int full) => Quick ? 1 : full;

    /// <summary>Reads what follows the name of a question.</summary>
    /// <param name="arguments">Options.</param>
    /// <exception cref="BenchmarkException">One is unknown, or its value is out of range.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new BenchmarkException($"{arguments[^1]} must have a value; got none.");
            options = arguments[i] switch
            {
                "--pairs" => options with { Pairs = Number("--pairs", Value(), MostPairs) },
                "--threads" => options with { Threads = Number("--threads", Value(), 1024) },
                "--quick" => options with { Quick = true },
                "--out" => options with { Out = Value() },
                "--model" => options with { Model = Value() },
                var other => throw new BenchmarkException(
                    $"an option must be --pairs N, --threads N, --model NAME, --quick or --out FILE; got '{other}'."),
            };
        }
        return options;
    }

    private static int Number(string option, string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number : throw new BenchmarkException($"{option} must be a whole number from 1 to {most}; got '{text}'.");
}
