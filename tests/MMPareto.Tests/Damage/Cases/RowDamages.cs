namespace MMPareto.Tests.Damage.Cases;

/// <summary>Rows that do not fit the header, and quotes out of place.</summary>
internal static class RowDamages
{
    private static readonly string[] Delimited = [".csv", ".tsv"];

    public static IEnumerable<Damage> All =>
    [
        .. Line("a cell too many", line => line + SeparatorOf(line) + "x"),
        .. Line("a cell too few", line => line[..line.LastIndexOf(SeparatorOf(line))]),
        .. Line("half of a row", line => line[..(line.Length / 2)]),
        .. Line("other separators", line => line.Replace(SeparatorOf(line), ';')),
        .. Line("a row of one word", _ => "x"),
        .. Line("the names again as a row", line => string.Join(SeparatorOf(line), HealthyManifest.Columns)),
        .. Line("a quote that is not closed", line => line.Replace("a rainy", "\"a rainy", StringComparison.Ordinal)),
        .. Line("a quote within a cell", line => line.Replace("rainy", "rai\"ny", StringComparison.Ordinal)),
        .. Line("text behind a quote", line => line.Replace("a rainy day", "\"a rainy\" day", StringComparison.Ordinal)),
        .. Line("a row of separators", line => string.Concat(line.Where(c => c == SeparatorOf(line)))).Select(damage => damage with { Says = "" }),
        .. Line("a row of twenty million characters", line => line + new string('x', 20_000_000)),
        .. new Damage("twenty million characters behind a quote", manifest =>
        {
            manifest.Row = HealthyManifest.RowCount;
            manifest.WriteText(manifest.Text() + "\"" + new string('x', 20_000_000));
        }).In(Delimited),
        .. new Damage("the header alone", manifest => manifest.Rows.Clear()).In(".csv", ".tsv", ".parquet"),
        .. new Damage("separators alone", manifest => manifest.WriteText(new string(manifest.Path.EndsWith("tsv", StringComparison.Ordinal) ? '\t' : ',', 5000))).In(Delimited),
        .. new Damage("blank lines alone", manifest => manifest.WriteText("\n \n\n")).In(".csv", ".tsv", ".jsonl"),
        .. new Damage("one row", manifest => manifest.Rows.RemoveRange(1, manifest.Rows.Count - 1)).NotInPrediction.In(".csv", ".tsv", ".jsonl", ".parquet"),
        .. new Damage("rows without an input", manifest =>
        {
            manifest.Rows[HealthyManifest.TestRow] = ["s", "", "", "", "", "", "", "", "test", "g", "sun"];
            manifest.Row = HealthyManifest.TestRow;
        }) { Says = "some input" }.In(".csv", ".tsv", ".jsonl", ".parquet"),
    ];

    private static IEnumerable<Damage> Line(string name, Func<string, string> change) => new Damage(name, manifest =>
    {
        manifest.Row = HealthyManifest.TrainRow;
        var lines = manifest.Text().Split('\n');
        lines[HealthyManifest.TrainRow + 1] = change(lines[HealthyManifest.TrainRow + 1]);
        manifest.WriteText(string.Join('\n', lines));
    }).In(Delimited);

    private static char SeparatorOf(string line) => line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
}
