namespace MMPareto.Tests.Damage.Cases;

/// <summary>Lines that are no JSON, or other JSON than a flat object.</summary>
internal static class JsonDamages
{
    public static IEnumerable<Damage> All =>
    [
        Line("a list as a line", _ => "[1,2]"),
        Line("a number as a line", _ => "7"),
        Line("a text as a line", _ => "\"x\""),
        Line("null as a line", _ => "null"),
        Line("half of a line", line => line[..(line.Length / 2)]),
        Line("a line of CSV", _ => "s7,photos/7.png,x"),
        Line("quotes of the wrong kind", line => line.Replace('"', '\'')),
        Line("a comma at the end", line => line[..^1] + ",}"),
        Line("a comment", line => line + " // seen"),
        Line("two objects on a line", line => line + line),
        Line("an open bracket", line => line + "{"),
        Line("a closing bracket too many", line => line + "}"),
        Line("an open text", line => line[..^2]),
        Line("a tab within a text", line => line.Replace("rainy day", "rainy\tday", StringComparison.Ordinal)),
        Line("half of an escaped character", line => line.Replace("rainy", "\\ud83d", StringComparison.Ordinal)),
        Line("an unknown escape", line => line.Replace("rainy", "\\x41", StringComparison.Ordinal)),
        Line("an escaped zero", line => line.Replace("rainy", "\\u0000", StringComparison.Ordinal)),
        Line("NaN without quotes", line => Size(line, "NaN")),
        Line("Infinity without quotes", line => Size(line, "Infinity")),
        Line("a number with a comma", line => Size(line, "1,5")),
        Line("a number with a plus", line => Size(line, "+1")),
        Line("a number that begins with a point", line => Size(line, ".5")),
        Line("an object in a cell", line => Size(line, "{\"a\":1}")),
        Line("a list in a list", line => Size(line, "[[1]]")),
        Line("objects in a list", line => Size(line, "[{\"a\":1}]")),
        Line("a list of two numbers", line => Size(line, "[1,2]")),
        Line("true in place of a number", line => Size(line, "true")),
        Line("a number beyond double", line => Size(line, "1e999")),
        Line("a number of five thousand digits", line => Size(line, new string('9', 5000))),
        Line("lists ten thousand deep", line => Size(line, new string('[', 10_000) + new string(']', 10_000))),
        Line("objects ten thousand deep", line => Size(line, string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000))),
        Line("brackets without end", _ => new string('[', 1_000_000)),
        Line("a key twice", line => "{\"size\":1," + line[1..]),
        Line("a key twice but for blanks", line => "{\" size\":1," + line[1..]),
        Line("an empty key", line => "{\"\":1," + line[1..]),
        Line("a key of a hundred thousand characters", line => $"{{\"{new string('k', 100_000)}\":1,{line[1..]}"),
        Line("a key with a line break, twice", line => "{\"a\\nb\":1,\"a\\nb\":2," + line[1..]),
        Line("an object under a key with an escape", line => "{\"a\\u001bb\":{}," + line[1..]),
        Line("twenty thousand keys", line => "{" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"\"k{i}\":1,")) + line[1..]),
        Line("a text of forty million characters", line => line.Replace("rainy", new string('x', 40_000_000), StringComparison.Ordinal)),
        Line("null for a label", line => line.Replace("\"label\":\"rain\"", "\"label\":null", StringComparison.Ordinal)).NotInPrediction,
        Line("a line without a label", line => line.Replace(",\"label\":\"rain\"", "", StringComparison.Ordinal)).NotInPrediction,
        Line("an object for a label", line => line.Replace("\"label\":\"rain\"", "\"label\":{}", StringComparison.Ordinal)),
        new("one list of all rows", manifest => manifest.WriteText($"[{manifest.Text().Trim().Replace("\n", ",\n", StringComparison.Ordinal)}]")) { Ending = ".jsonl" },
        new("an object over several lines", manifest => manifest.WriteText(manifest.Text().Replace(",", ",\n", StringComparison.Ordinal))) { Ending = ".jsonl" },
    ];

    private static Damage Line(string name, Func<string, string> change) => new($"{name} in a line", manifest =>
    {
        manifest.Row = HealthyManifest.TrainRow;
        var lines = manifest.Text().Split('\n');
        lines[HealthyManifest.TrainRow] = change(lines[HealthyManifest.TrainRow]);
        manifest.WriteText(string.Join('\n', lines));
    })
    { Ending = ".jsonl" };

    /// <summary>Another value under the key of the numbers.</summary>
    private static string Size(string line, string value) => line.Replace($"\"size\":\"{HealthyManifest.Row(HealthyManifest.TrainRow)[6]}\"", $"\"size\":{value}", StringComparison.Ordinal);
}
