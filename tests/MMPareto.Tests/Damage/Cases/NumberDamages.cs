namespace MMPareto.Tests.Damage.Cases;

/// <summary>Cells of a column of numbers that are none, or none that can be used.</summary>
internal static class NumberDamages
{
    private static readonly string[] Odd =
    [
        "nan", "NaN", "inf", "-inf", "Infinity", "-Infinity", "∞", "1e999", "-1e999", "1,5", "1.000,5", "1.5.2", "0x1F", "1 000", "12%", "$5", "five",
        "--", "-", ".", "n/a", "NULL", "None", "#DIV/0!", "=1+1", "2024-01-31", "12:30", "１２", "1_000", "1.5 kg", "true", "[1]",
    ];

    public static IEnumerable<Damage> All =>
    [
        .. Odd.Select(text => Cell($"'{text}' as a number", text)),
        .. new Damage("NaN in another format", manifest => manifest.Set("size", "NaN")).In(".tsv", ".jsonl", ".parquet"),
        .. new Damage("an infinite number in another format", manifest => manifest.Set("size", "-Infinity", HealthyManifest.TestRow)).In(".tsv", ".jsonl", ".parquet"),
        Cell("a number of ten thousand digits", new string('9', 10_000)),
        Cell("a word of ten thousand letters as a number", new string('x', 10_000)),
        Cell("a line break within a number", "1\n2"),
        Cell("an escape sequence as a number", "\u001b[31m5"),
        Cell("NaN in a row for validation", "NaN", HealthyManifest.ValidationRow),
        Cell("NaN in a row for the test", "NaN", HealthyManifest.TestRow),
        Cell("a number far from training", "1e300", HealthyManifest.TestRow) with { Says = "near the numbers of training" },
        Cell("a number far from training in validation", "-1e200", HealthyManifest.ValidationRow) with { Says = "near the numbers of training" },
        new("numbers too far apart", manifest => manifest.SetAll("size", row => row % 2 == 0 ? "1e308" : "-1e308")),
    ];

    private static Damage Cell(string name, string text, int row = HealthyManifest.TrainRow) => new(name, manifest => manifest.Set("size", text, row));
}
