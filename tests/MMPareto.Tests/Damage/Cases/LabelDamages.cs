namespace MMPareto.Tests.Damage.Cases;

/// <summary>Labels, parts and groups that nothing can be learnt from. Prediction reads none of them.</summary>
internal static class LabelDamages
{
    private static readonly string[] All4 = [".csv", ".tsv", ".jsonl", ".parquet"];

    public static IEnumerable<Damage> All => Everything.Select(damage => damage.NotInPrediction);

    private static IEnumerable<Damage> Everything =>
    [
        .. new Damage("an empty label", manifest => manifest.Set("label", "")).In(All4),
        .. new Damage("a label of blanks", manifest => manifest.Set("label", "   ", HealthyManifest.TestRow)).In(All4),
        .. new Damage("one class alone", manifest => manifest.SetAll("label", _ => "sun")) { Says = "two classes" }.In(All4),
        new("no label at all", manifest => manifest.SetAll("label", _ => "")),
        .. new Damage("a class in every row", manifest => manifest.SetAll("label", row => $"c{row}")) { Says = "several rows" }.In(All4),
        new("measurements with a word among them", manifest => manifest.SetAll("label", row => row == 7 ? "n/a" : $"{row * 0.37}")) { Says = "several rows" },
        new("measurements with an infinite one", manifest => manifest.SetAll("label", row => row == 7 ? "1e999" : $"{row * 0.37}")) { Says = "several rows" },
        new("one measurement, everywhere the same", manifest => manifest.SetAll("label", _ => "0.37")) { Says = "different numbers" },
        new("a set of labels that training lacks", manifest => manifest.SetAll("label", row => row > 19 ? "sun|snow" : HealthyManifest.Row(row)[10])) { Says = "snow" },
        new("sets of labels without one", manifest => manifest.SetAll("label", _ => "|")) { Says = "labels" },
        new("a set of labels with a control character", manifest => manifest.Set("label", "sun|a\u0007b")),
        new("a class of a hundred thousand characters", manifest => manifest.SetAll("label", _ => new string('x', 100_000))),
        new("a class that training lacks", manifest => manifest.SetAll("label", row => row > 19 ? "snow" : HealthyManifest.Row(row)[10])) { Says = "snow" },
        new("a class with an escape sequence that training lacks", manifest => manifest.SetAll("label", row => row > 19 ? "\u001b[31m" : HealthyManifest.Row(row)[10])),
        new("a long class that training lacks", manifest => manifest.SetAll("label", row => row > 19 ? new string('s', 5000) : HealthyManifest.Row(row)[10])),
        new("many classes that training lacks", manifest =>
        {
            for (var row = 24; row < 400; row++) manifest.Rows.Add([.. HealthyManifest.Row(row % 24)[..8], "test", "g", $"a class with a name {row / 2}"]);
        }),
        new("a hundred thousand classes", manifest =>
        {
            manifest.Columns.Clear();
            manifest.Columns.AddRange(["size", "colour", "label"]);
            manifest.Rows.Clear();
            for (var row = 0; row < 100_000; row++) manifest.Rows.Add([$"{row % 7}.5", "red", $"c{row}"]);
        }) { Says = "several rows" },
        new("a typing error in a label", manifest => manifest.Set("label", "sunn")) { Check = Outcome.Noted, Train = Outcome.Fine, Says = "class 'sunn'" },
        .. new Damage("an unknown part", manifest => manifest.Set("split", "holdout")).In(All4),
        new("a misspelt part", manifest => manifest.Set("split", "vaildation")),
        new("a number as part", manifest => manifest.Set("split", "2")),
        new("an empty part", manifest => manifest.Set("split", "", HealthyManifest.ValidationRow)),
        new("an escape sequence as part", manifest => manifest.Set("split", "\u001b[31mtrain")),
        new("a long text as part", manifest => manifest.Set("split", new string('t', 5000))),
        new("no row for training", manifest => manifest.SetAll("split", row => row % 2 == 0 ? "test" : "validation")),
        new("test rows alone", manifest => manifest.SetAll("split", _ => "test")),
        new("one group alone", manifest =>
        {
            manifest.Remove("split");
            manifest.SetAll("group", _ => "g");
        }) { Says = "several groups" },
        new("two columns of parts", manifest => Add(manifest, "Split", _ => "train")) { Says = "split" },
        new("two columns of groups", manifest => Add(manifest, "GROUP", row => $"{row}")) { Says = "group" },
        new("a label under another name", manifest => Add(manifest, "weather", row => $"the {HealthyManifest.Row(row)[10]}")) { Check = Outcome.Noted, Train = Outcome.Fine, Says = "under another name" },
        new("a group in two parts", manifest => manifest.Set("group", "g1", HealthyManifest.TestRow)) { Check = Outcome.Noted, Train = Outcome.Fine, Says = "of the same part" },
    ];

    private static void Add(DamagedManifest manifest, string name, Func<int, string> cell)
    {
        manifest.Columns.Add(name);
        for (var row = 0; row < manifest.Rows.Count; row++) manifest.Rows[row] = [.. manifest.Rows[row], cell(row)];
    }
}
