using System.Text;

namespace MMPareto.Tests.Damage.Cases;

/// <summary>What looks odd and is sound: the proof that refusals are not for everything.</summary>
internal static class Unharmed
{
    public static IEnumerable<Damage> All =>
    [
        .. new Damage("nothing", _ => { }).Nowhere.In(".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"),
        .. Encoded("UTF-8 with a mark", new UTF8Encoding(true)),
        .. Encoded("UTF-16 with a mark", new UnicodeEncoding(false, true)),
        .. Encoded("UTF-16 big-endian with a mark", new UnicodeEncoding(true, true)),
        .. new Damage("lines that end in CR LF", manifest => manifest.WriteText(manifest.Text().ReplaceLineEndings("\r\n"))).Nowhere.In(".csv", ".jsonl"),
        new Damage("empty lines between", manifest => manifest.WriteText(manifest.Text().ReplaceLineEndings("\n\n"))).Nowhere,
        new Damage("blanks around cells", manifest => manifest.SetAll("photo", row => $"  {HealthyManifest.Row(row)[1]} ")).Nowhere,
        new Damage("blanks around names", manifest => manifest.Columns[1] = " photo ").Nowhere,
        new Damage("a line break in a name", manifest =>
        {
            manifest.Columns.Add("in\nthe morning");
            for (var row = 0; row < manifest.Rows.Count; row++) manifest.Rows[row] = [.. manifest.Rows[row], $"{row * row}"];
        }).Nowhere,
        new Damage("a cell of a million characters", manifest => manifest.Set("note", string.Concat(Enumerable.Repeat("sunny day ", 100_000)))).Nowhere,
        new Damage("a word of a million letters", manifest => manifest.Set("note", $"a sunny {new string('x', 1_000_000)}")).Nowhere,
        new Damage("signs and emoji in a text", manifest => manifest.Set("note", "ünï 日本 👩‍👩‍👧 \u202Eabc \u0301 ﷽")).Nowhere,
        new Damage("a file that two rows name", manifest => manifest.Set("photo", "photos/9.jpg", 17)).Nowhere with { Check = Outcome.Noted, Says = "of the same part" },
        new Damage("an id that two rows have", manifest => manifest.Set("id", "s0")).Nowhere with { Check = Outcome.Noted, Says = "an id of its own" },
        new Damage("a picture with another ending", manifest => manifest.SetFile(
            "photo", "p.png", File.ReadAllBytes(Data.Images.Pictures.Reference("full.jpg")))).Nowhere,
        new Damage("columns in another order", manifest =>
        {
            manifest.Columns.Reverse();
            for (var row = 0; row < manifest.Rows.Count; row++) Array.Reverse(manifest.Rows[row]);
        }).Nowhere,
    ];

    private static IEnumerable<Damage> Encoded(string name, Encoding encoding) =>
        new Damage(name, manifest => manifest.WriteBytes([.. encoding.GetPreamble(), .. encoding.GetBytes(manifest.Text())])).Nowhere.In(".csv", ".jsonl");
}
