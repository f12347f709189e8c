using System.Text.Json;

namespace MMPareto.Tests.Data.Audio;

/// <summary>One result of torchaudio, of which every stride-th number is kept.</summary>
internal sealed record ReferenceCase(
    string Name, string Kind, int Rate, int Count, JsonElement Settings, int[] Shape, int Stride, double[] Values)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<ReferenceCase> All { get; } = Read();

    public static ReferenceCase Of(string name) => All.Single(entry => entry.Name == name);

    public static IEnumerable<string> NamesOf(params string[] kinds) =>
        All.Where(entry => kinds.Contains(entry.Kind)).Select(entry => entry.Name);

    public int Whole(string setting) => Settings.GetProperty(setting).GetInt32();

    public double Number(string setting) => Settings.GetProperty(setting).GetDouble();

    public string Text(string setting) => Settings.GetProperty(setting).GetString()!;

    /// <summary>The largest |actual − expected| / max(1, |expected|).</summary>
    public double DeviationOf(IReadOnlyList<float> actual) => Values
        .Select((expected, i) => Math.Abs(actual[i * Stride] - expected) / Math.Max(1, Math.Abs(expected))).Max();

    private static ReferenceCase[] Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Signals.ReferenceFolder, "spectrograms.json")));
        return document.RootElement.GetProperty("cases").Deserialize<ReferenceCase[]>(Web)!;
    }
}
