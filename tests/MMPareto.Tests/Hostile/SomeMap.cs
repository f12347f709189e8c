using MMPareto.Runs.Comparisons;

namespace MMPareto.Tests.Hostile;

/// <summary>A map of two by two places with made-up numbers.</summary>
internal static class SomeMap
{
    private static readonly string[] Methods = ["uniform", "uniform-scaled", "mmpareto"];
    private static readonly MapRegion[] Regions = [MapRegion.Direction, MapRegion.Length, MapRegion.Costs, MapRegion.Nothing];

    /// <param name="comparison">A folder with a comparison, for what it was made on.</param>
    public static MapRecord Record(string comparison)
    {
        var made = ComparisonFile.Read(comparison);
        return new()
        {
            Experiment = "some",
            Dataset = "playground",
            Main = "fused",
            Dials = [new("data.opposition", ["1", "2"]), new("method.unimodal_weight", ["0.5", "3"])],
            Methods = Methods,
            Seeds = [0, 1],
            Epochs = 4,
            TestCount = 40,
            Confidence = 0.95,
            CommandLine = "mmpareto map some",
            Environment = made.Environment,
            Notes = ["made-up numbers"],
            Cells = [.. Regions.Select((region, i) => new MapCellRecord
            {
                Values = [i < 2 ? "1" : "2", i % 2 == 0 ? "0.5" : "3"],
                Folder = $"cells/{i}",
                Accuracy = Methods.ToDictionary(method => method, _ => new MeanRecord(0.7, 0.01, 2)),
                ConflictRate = Methods.ToDictionary(method => method, _ => (double?)0.25),
                Pairs = [new() { Method = "mmpareto", Against = "uniform-scaled", Difference = made.Methods[1].Difference }],
                Region = region,
                Tuned = Methods.ToDictionary(method => method, _ => (IReadOnlyList<string>)["method.gamma=1.5"]),
                Notes = ["a note on a place"],
            })],
        };
    }
}
