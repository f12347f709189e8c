using System.Globalization;

namespace MMPareto.Data.Playground;

/// <summary>
/// A data set made of numbers alone, whose imbalance, conflict and noise are dials; needs no download and
/// trains in seconds.
/// </summary>
public static class PlaygroundSplits
{
    private const long TrainPart = 0;
    private const long ValidationPart = 1;
    private const long TestPart = 2;

    /// <summary>Makes the three parts, drawn from one model and independent of each other.</summary>
    /// <param name="options">The dials; defaults when left out.</param>
    /// <returns>
    /// Data sets with the modalities m1, m2 and so on, each a <see cref="PlaygroundDataset"/>.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A dial is out of range; the message names all that are.
    /// </exception>
    public static DatasetSplits Generate(PlaygroundOptions? options = null)
    {
        options ??= new PlaygroundOptions();
        options.Validate();
        var prototypes = new Prototypes(options);
        PlaygroundDataset Part(string name, long part, int count) =>
            new($"playground/{name}", part, Limited(count, options), options, prototypes);
        return new DatasetSplits(
            Part("train", TrainPart, options.TrainSize),
            Part("validation", ValidationPart, options.ValidationSize),
            Part("test", TestPart, options.TestSize),
            ContentHash.Of(["playground 1", Describe(options), .. DescribeConfounder(options)]),
            ["synthetic data: results say how methods react to the dials, not how they do on real data"]);
    }

    private static int Limited(int count, PlaygroundOptions options) =>
        options.Limit == 0 ? count : Math.Min(count, options.Limit);

    /// <summary>
    /// All that decides the data; a list of one value and the same value repeated read the same.
    /// </summary>
    private static string Describe(PlaygroundOptions options)
    {
        var modalities = Enumerable.Range(0, options.Modalities);
        string Dial(IReadOnlyList<double> dial) =>
            string.Join(',', modalities.Select(m => Text(PlaygroundOptions.ValueFor(dial, m))));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Modalities} {options.Classes} {options.Features} " +
            $"{options.TrainSize} {options.ValidationSize} {options.TestSize} " +
            $"{Dial(options.Signal)} {Text(options.Imbalance)} {Dial(options.Conflict)} " +
            $"{Dial(options.Noise)} {options.Seed} {options.Limit}");
    }

    /// <summary>Nothing without a confounder: the data is then the same as before there was such a dial.</summary>
    private static string[] DescribeConfounder(PlaygroundOptions options) =>
        options.Opposition == 0 ? [] : [$"confounder {Text(options.Opposition)} {Text(options.Confounding)}"];

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
