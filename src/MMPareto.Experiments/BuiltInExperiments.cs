using System.Reflection;

namespace MMPareto.Experiments;

/// <summary>The experiments that come with the program.</summary>
public static class BuiltInExperiments
{
    /// <summary>All of them, the main one first.</summary>
    public static IReadOnlyList<BuiltInExperiment> All { get; } =
    [
        Load("cg-mnist", "Coloured-and-gray MNIST: real images in two views, one of which misleads (about 5 minutes)."),
        Load("multi-mnist", "Two digits in one image, a task for each on a shared trunk (1 to 2 minutes)."),
        Load("av-digits", "Written and spoken digits: images of MNIST and speech of many voices; needs espeak-ng (some minutes)."),
        Load("playground", "A made-up problem with dials for imbalance, conflict and noise (seconds, no download)."),
    ];

    private static BuiltInExperiment Load(string name, string summary)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"configs/{name}.yaml")
            ?? throw new InvalidOperationException($"the configuration of '{name}' must be a resource of this assembly; got none.");
        using var reader = new StreamReader(stream);
        return new BuiltInExperiment(name, summary, reader.ReadToEnd());
    }
}
