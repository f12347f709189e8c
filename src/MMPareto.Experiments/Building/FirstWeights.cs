using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Pretrained;
using MMPareto.Native.Weights;

namespace MMPareto.Experiments.Building;

/// <summary>What is done to a model before it is trained: weights from elsewhere, and parameters that stay as they are.</summary>
internal static class FirstWeights
{
    private const string WeightsKey = "model.weights";
    private const string FreezeKey = "model.freeze";
    private static readonly PretrainedWeightsOptions Options = new() { IgnoredPrefixes = ["fc.", "head.", "classifier."], SumInputChannels = true };

    /// <summary>What is wrong with a text of weights; null when it can be read.</summary>
    /// <param name="text"><c>photo=resnet18.safetensors, voice=voice.safetensors</c>.</param>
    public static string? Problem(string text)
    {
        var files = Files(text);
        return files.FirstOrDefault(file => file.Modality.Length == 0 || file.Path.Length == 0) is { Entry: { } entry } ? ConfigText.Quote(entry)
            : files.GroupBy(file => file.Modality).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"{ConfigText.Quote(twice.Key)} twice" : null;
    }

    /// <summary>Loads and freezes what a configuration says.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="model">A fresh model, in its place.</param>
    /// <exception cref="ConfigException">There is no such modality or parameter, or a file does not fit its encoder.</exception>
    public static void Apply(ConfigValues config, Model model)
    {
        foreach (var (_, modality, path) in Files(config.GetText(WeightsKey)))
        {
            if (model.ModalityNames.ToList().IndexOf(modality) is not (>= 0 and var k))
                throw Refuse(config, WeightsKey, $"of modalities {string.Join(", ", model.ModalityNames)}", ConfigText.Quote(modality));
            Load(config, model.Encoders[k], path);
        }
        var beginnings = Beginnings(config);
        try
        {
            if (beginnings.Length > 0) Freezing.Freeze(model, beginnings);
        }
        catch (ArgumentException e)
        {
            throw Refuse(config, FreezeKey, "beginnings of names of parameters", WhatWasFound(e.Message));
        }
        if (!model.parameters().Any(parameter => parameter.requires_grad)) throw Refuse(config, FreezeKey, "something else than all parameters", "all of them");
    }

    /// <summary>What readers of the results should know.</summary>
    /// <param name="config">The configuration.</param>
    public static IEnumerable<string> NotesOn(ConfigValues config)
    {
        foreach (var (_, modality, path) in Files(config.GetText(WeightsKey))) yield return $"the encoder of {modality} began with the weights of {Path.GetFileName(path)}";
        if (Beginnings(config) is { Length: > 0 } frozen) yield return $"not trained: parameters that begin with {string.Join(", ", frozen)}";
    }

    /// <summary>'x'. Nearest names: a, b</summary>
    private static string WhatWasFound(string message)
    {
        var found = message[(message.IndexOf("; got ", StringComparison.Ordinal) + "; got ".Length)..];
        return found.Replace(" (Parameter 'prefixes')", "", StringComparison.Ordinal).TrimEnd('.');
    }

    private static void Load(ConfigValues config, Encoder encoder, string path)
    {
        try
        {
            PretrainedWeights.LoadInto(encoder, path, Options);
        }
        catch (Exception e) when (e is WeightsException or IOException or UnauthorizedAccessException)
        {
            throw Refuse(config, WeightsKey, $"a safetensors file that fits the {encoder.GetName()}", e.Message.TrimEnd('.'));
        }
    }

    private static string[] Beginnings(ConfigValues config) =>
        config.GetText(FreezeKey).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static (string Entry, string Modality, string Path)[] Files(string text) =>
    [
        .. from entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
           let at = entry.IndexOf('=')
           select at < 0 ? (entry, "", "") : (entry, entry[..at].Trim(), entry[(at + 1)..].Trim()),
    ];

    private static ConfigException Refuse(ConfigValues config, string key, string expected, string found) =>
        new([new ConfigProblem(config.Source(key) ?? "model", key, expected, found)]);
}
