using System.Globalization;

namespace MMPareto.Fuzzing;

/// <summary>What is asked for.</summary>
internal sealed record FuzzOptions
{
    private const int MostCases = 100_000_000;

    /// <summary>Names of targets; empty for all.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Cases a target.</summary>
    public int Cases { get; init; } = 10_000;

    /// <summary>With the number of a case it decides what the case is.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A file to run instead of made-up cases; null for none.</summary>
    public string? File { get; init; }

    /// <summary>Whether the table is kept in the repository.</summary>
    public bool Keep { get; init; }

    /// <summary>Whether large inputs are run, in the place of made-up cases.</summary>
    public bool Large { get; init; }

    /// <summary>Reads what follows the name of the program.</summary>
    /// <param name="arguments">Targets and options.</param>
    /// <exception cref="FuzzException">One is unknown, or its value is out of range.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new FuzzOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new FuzzException($"{arguments[^1]} must have a value; got none.");
            options = arguments[i] switch
            {
                "--cases" => options with { Cases = Number("--cases", Value(), 1, MostCases) },
                "--seed" => options with { Seed = Number("--seed", Value(), 0, int.MaxValue) },
                "--file" => options with { File = Value() },
                "--large" => options with { Large = true },
                "--keep" => options with { Keep = true },
                var name when name.StartsWith('-') => throw new FuzzException(
                    $"an option must be --cases N, --seed N, --file F, --large or --keep; got '{name}'."),
                var name => options with { Targets = [.. options.Targets, name] },
            };
        }
        return options.File is null || options.Targets.Count == 1 ? options
            : throw new FuzzException($"--file must go with one target; got {options.Targets.Count}.");
    }

    private static int Number(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number : throw new FuzzException($"{option} must be a whole number from {least} to {most}; got '{text}'.");
}
