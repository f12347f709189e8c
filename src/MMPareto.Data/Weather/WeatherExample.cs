using System.Globalization;
using MMPareto.Data.Tables;

namespace MMPareto.Data.Weather;

/// <summary>A small made-up data set to try manifests on: photos, sounds, temperatures, seasons and notes, of which one cell in five is missing.</summary>
/// <remarks>
/// Three classes of weather. Each kind of cell shows the weather of its sample with a probability of its own, else any weather; so the five
/// together know more than each. Everything follows from the seed.
/// </remarks>
public static class WeatherExample
{
    /// <summary>Name of the manifest with labels.</summary>
    public const string ManifestName = "weather.csv";

    /// <summary>Name of the manifest without.</summary>
    public const string NewName = "new.csv";

    private const double MissingShare = 0.2;
    private static readonly string[] Classes = ["rain", "sun", "wind"];
    private static readonly string[] Seasons = ["autumn", "summer", "spring"];
    private static readonly string[][] Notes =
    [
        ["rain all day", "take an umbrella", "wet streets again"], ["sunny and warm", "not a cloud", "a day for the beach"],
        ["leaves fly about", "hold on to your hat", "much wind today"],
    ];

    /// <summary>Writes it.</summary>
    /// <param name="folder">Where to; must not exist.</param>
    /// <param name="rows">Rows with a label, from 30 to 100,000, default 500.</param>
    /// <param name="newRows">Rows without, at most as many, default 100.</param>
    /// <param name="seed">Decides all of it, default 0.</param>
    /// <returns>The manifest with labels.</returns>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    /// <exception cref="DataException">The folder exists.</exception>
    public static string Write(string folder, int rows = 500, int newRows = 100, long seed = 0)
    {
        new OptionProblems().RequireRange(nameof(rows), rows, 30, 100_000).RequireRange(nameof(newRows), newRows, 0, rows).ThrowIfAny();
        if (Path.Exists(folder)) throw new DataException($"{folder} must not exist, as nothing is overwritten; name another folder.");
        Directory.CreateDirectory(Path.Combine(folder, "photos"));
        Directory.CreateDirectory(Path.Combine(folder, "sounds"));
        WriteManifest(folder, NewName, Enumerable.Range(rows, newRows), seed, hasLabels: false);
        WriteManifest(folder, ManifestName, Enumerable.Range(0, rows), seed, hasLabels: true);
        return Path.Combine(folder, ManifestName);
    }

    private static void WriteManifest(string folder, string name, IEnumerable<int> samples, long seed, bool hasLabels)
    {
        string[] columns = ["id", "photo", "sound", "temperature", "season", "note", .. hasLabels ? ["label"] : Array.Empty<string>()];
        using var writer = TableWriter.Create(Path.Combine(folder, name), [.. columns.Select(column => new TableColumn(column, IsNumber: false))]);
        foreach (var sample in samples)
        {
            var label = sample % Classes.Length;
            string[] cells = [$"s{sample}", .. Cells(folder, sample, label, new CounterRandom(seed, RandomStreams.Weather, sample))];
            writer.Write(hasLabels ? [.. cells, Classes[label]] : cells);
        }
        writer.Complete();
    }

    /// <summary>Photo, sound, temperature, season and note of a sample, with the files that they name; at least one is there.</summary>
    private static string[] Cells(string folder, int sample, int label, CounterRandom random)
    {
        int Shown(double probability) => random.NextDouble() < probability ? label : random.NextInt(Classes.Length);
        var (photo, sound) = ($"photos/{sample}.png", $"sounds/{sample}.wav");
        WeatherFiles.WritePhoto(Path.Combine(folder, photo), Shown(0.8), ref random);
        WeatherFiles.WriteSound(Path.Combine(folder, sound), Shown(0.7), ref random);
        var temperature = 8 + (8 * Shown(0.9)) + (4 * random.NextGaussian());
        string[] cells =
        [
            photo, sound, temperature.ToString("0.0", CultureInfo.InvariantCulture), Seasons[Shown(0.5)],
            Notes[Shown(0.6)][random.NextInt(3)],
        ];
        var kept = random.NextInt(cells.Length);
        for (var i = 0; i < cells.Length; i++)
            if (i != kept && random.NextDouble() < MissingShare * cells.Length / (cells.Length - 1)) cells[i] = "";
        return cells;
    }
}
