namespace MMPareto.Tests.Damage.Cases;

/// <summary>Names of columns that are missing, repeated, endless or not to be shown.</summary>
internal static class HeaderDamages
{
    private static readonly string[] All4 = [".csv", ".tsv", ".jsonl", ".parquet"];

    public static IEnumerable<Damage> All =>
    [
        .. Named("two columns of one name", "photo", "photo").Where(damage => damage.Ending is not ".jsonl"),
        .. Named("two names that differ by blanks", " photo", "photo"),
        .. new Damage("two names that differ by a line break", manifest =>
        {
            (manifest.Columns[0], manifest.Columns[9]) = ("the photo", "the\nphoto");
        })
        { Says = "the photo" }.In(".csv", ".tsv", ".parquet"),
        .. Named("a column without a name", "", "").Select(damage => damage with { Says = damage.Ending == ".parquet" ? "" : "name every column" }),
        .. Named("a column named by blanks", "   ", "name every column"),
        .. Named("a name of ten thousand characters", new string('n', 10_000), "200"),
        .. Named("a name of a million characters", new string('n', 1_000_000), "200"),
        .. new Damage("no label", manifest => manifest.Remove("label")) { Says = "label" }.NotInPrediction.In(All4),
        .. new Damage("a misspelt label", manifest => manifest.Columns[10] = "lable") { Says = "label" }.NotInPrediction.In(All4),
        .. new Damage("no column of the run", manifest =>
        {
            for (var i = 0; i < manifest.Columns.Count; i++) manifest.Columns[i] = $"c{i}";
        }).In(All4),
        .. new Damage("no header", manifest => manifest.WriteText(manifest.Text()[(manifest.Text().IndexOf('\n', StringComparison.Ordinal) + 1)..])).In(".csv", ".tsv"),
        .. new Damage("nothing but labels", manifest =>
        {
            foreach (var name in HealthyManifest.Columns.SkipLast(1)) manifest.Remove(name);
        }).In(All4),
        .. new Damage("all columns but a number", manifest => manifest.Remove("size")).Nowhere.In(".csv").Select(damage => damage with { Predict = Outcome.Refused, Says = "size" }),
        .. new Damage("a million columns", manifest => manifest.WriteText(string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"c{i}")) + "\n1\n")) { Says = "10000" }.In(".csv"),
        .. Wide("twenty thousand columns", 20_000).In(".csv", ".tsv", ".jsonl"),
        .. new Damage("escape sequences in names", manifest =>
        {
            manifest.Columns[1] = "\u001b[31mphoto\u0007";
            manifest.Set(manifest.Columns[1], "photos/no.png");
            manifest.Column = null;
        }).NotInPrediction.In(".csv", ".tsv", ".jsonl"), // which does without the photo
    ];

    /// <summary>One column more, with a name.</summary>
    private static IEnumerable<Damage> Named(string name, string added, string says) => new Damage(name, manifest =>
    {
        manifest.Columns.Add(added);
        for (var row = 0; row < manifest.Rows.Count; row++) manifest.Rows[row] = [.. manifest.Rows[row], $"x{row}"];
    })
    { Says = says }.In(All4);

    private static Damage Wide(string name, int count) => new(name, manifest =>
    {
        manifest.Columns.AddRange(Enumerable.Range(0, count).Select(i => $"c{i}"));
        for (var row = 0; row < 2; row++) manifest.Rows[row] = [.. manifest.Rows[row], .. Enumerable.Repeat("1", count)];
        manifest.Rows.RemoveRange(2, manifest.Rows.Count - 2);
    })
    { Says = "10000" };
}
