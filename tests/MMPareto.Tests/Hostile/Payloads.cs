using System.Text.Json.Nodes;

namespace MMPareto.Tests.Hostile;

/// <summary>Texts that take over a page which shows them as they are: equal texts become the same payload, which carries a number, so that names that stand
/// in several files still fit together.</summary>
/// <param name="port">Where a page that is taken over asks.</param>
internal sealed class Payloads(int port)
{
    /// <summary>Of objects with these names, the keys are names that users give.</summary>
    private static readonly string[] Dictionaries =
        ["encoders", "modalities", "accuracy", "conflict_rate", "tuned", "subsets", "shapley", "probes", "gradient_noise", "losses", "patterns", "tasks"];

    /// <summary>Words that a file must have as they are to be read at all.</summary>
    private static readonly string[] Fixed = ["status", "started", "region", "stop_reason"];

    private readonly Dictionary<string, string> _made = [];

    /// <summary>All payloads so far.</summary>
    public IReadOnlyCollection<string> Made => _made.Values;

    /// <summary>The payload in the place of a text.</summary>
    public string For(string text)
    {
        if (_made.TryGetValue(text, out var known)) return known;
        var number = _made.Count;
        return _made[text] = $"\"'></title></style></textarea></script><script>window.hit={number}</script>"
            + $"<img src=\"http://127.0.0.1:{port}/{number}\" onerror=\"window.hit={number}\"><b id=\"hit{number}\" onclick=\"1\">x</b><svg onload=\"window.hit=1\"></svg>"
            + $"<a href=\"javascript:window.hit=1\">y</a><!-- ]]> --> \u2028 \u202e \\u003cscript\\u003e &lt;b id=hit&gt; {{{{7*7}}}} =cmd|' /C calc'!A{number} | `x` [z](javascript:1) \\input{{/etc/passwd}}";
    }

    /// <summary>Puts payloads in the place of every text in a file of JSON, or of JSON lines.</summary>
    public void Poison(string path)
    {
        var isLines = path.EndsWith(".jsonl", StringComparison.Ordinal);
        var texts = isLines ? File.ReadAllLines(path) : [File.ReadAllText(path)];
        File.WriteAllLines(path, texts.Select(text => Poisoned(JsonNode.Parse(text)!, "")!.ToJsonString()));
    }

    private JsonNode? Poisoned(JsonNode? node, string name) => node switch
    {
        JsonObject values => new JsonObject(values.Select(pair => KeyValuePair.Create(
            Dictionaries.Contains(name) ? For(pair.Key) : pair.Key, Poisoned(pair.Value, Dictionaries.Contains(name) ? "" : pair.Key)))),
        JsonArray values => new JsonArray([.. values.Select(value => Poisoned(value, name))]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String && !Fixed.Contains(name) && !IsPlace(name, (string)value!) => For((string)value!),
        JsonValue value => value.DeepClone(),
        _ => null,
    };

    /// <summary>A run is found by its folder; one method keeps it, so that its charts are drawn.</summary>
    private static bool IsPlace(string name, string value) => name == "folder" && value.StartsWith("uniform", StringComparison.Ordinal);
}
