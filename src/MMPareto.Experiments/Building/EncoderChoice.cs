using MMPareto.Data;
using MMPareto.Experiments.Configuration;
using MMPareto.Models.Encoders;

namespace MMPareto.Experiments.Building;

/// <summary>Tells which encoder each modality gets. The one that a configuration names is for images, frames and spectrograms; text,
/// tables and sequences have their own, and vectors beside images an mlp.</summary>
internal static class EncoderChoice
{
    /// <summary>The key that names encoders.</summary>
    public const string Key = "model.encoder";

    private const int SmallestImage = 4;
    private const int LargestSmallImage = 64;
    private const int LargestSmallSpectrogram = 128 * 128;

    /// <summary>A kind of encoder for each modality, in their order: a choice of <see cref="Key"/>, or text, table or sequence.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="modalities">The modalities of the model.</param>
    /// <param name="exchange">How encoders exchange information: with mbt, auto is vit.</param>
    /// <exception cref="ConfigException">An encoder is named for what it cannot take, or for no modality.</exception>
    public static IReadOnlyList<string> Of(ConfigValues config, IReadOnlyList<Modality> modalities, string exchange)
    {
        var given = config.GetText(Key);
        var entries = ChoiceList.Entries(given);
        if (entries.FirstOrDefault(entry => modalities.All(modality => modality.Name != entry.Name)) is ({ } unknown, _))
            throw new ConfigException([new ConfigProblem(config.Source(Key) ?? "model", Key,
                $"given for modalities, which are {string.Join(", ", modalities.Select(modality => modality.Name))}", unknown)]);
        var named = entries.ToDictionary(entry => entry.Name, entry => entry.Choice);
        var forAll = named.Count > 0 ? "auto" : given;
        // What is named for all holds for the images among the modalities, and for all of them where there are none.
        var others = modalities.Any(HasMaps) && forAll != "mlp" ? "auto" : forAll;
        return
        [
            .. modalities.Select(modality =>
            {
                var isNamed = named.TryGetValue(modality.Name, out var own);
                var choice = isNamed ? own! : HasMaps(modality) ? forAll : others;
                return modality.Kind is ModalityKind.Text or ModalityKind.Table or ModalityKind.Sequence
                    ? OfOwnKind(modality, isNamed ? choice : forAll, isNamed)
                    : !HasMaps(modality) || choice != "auto" ? Fitting(modality, choice)
                    : exchange == "mbt" ? "vit" : Suited(modality);
            }),
        ];
    }

    private static string OfOwnKind(Modality modality, string choice, bool isNamed)
    {
        var (own, what) = modality.Kind switch
        {
            ModalityKind.Text => ("text", "texts"),
            ModalityKind.Table => ("table", "tables"),
            _ => ("sequence", "sequences"),
        };
        if (modality.Kind == ModalityKind.Sequence && choice == "mlp") return choice;
        return !isNamed || choice == "auto" ? own
            : throw Refuse(modality.Kind == ModalityKind.Sequence ? "auto or mlp for sequences" : $"auto for {what}, which have their own", choice, modality);
    }

    private static string Fitting(Modality modality, string choice)
    {
        if (!HasMaps(modality)) return choice is "auto" or "mlp" ? "mlp" : throw Refuse("mlp or auto for inputs that are no images [c, h, w]", choice, modality);
        if (modality.Kind == ModalityKind.Frames && choice is "conv" or "lenet")
            throw Refuse("auto, mlp, vit or a resnet for frames of videos", choice, modality);
        var smallest = choice == "lenet" ? LeNetEncoder.SmallestImage : choice is "resnet18" or "resnet34" or "resnet50" ? ResNetEncoder.SmallestImage : 1;
        return IsAtLeast(modality, smallest) ? choice
            : throw Refuse($"another for images below {smallest} pixels in height or width", choice, modality);
    }

    /// <summary>What serves a modality when nobody names an encoder.</summary>
    private static string Suited(Modality modality) => (modality.Kind, IsAtLeast(modality, ResNetEncoder.SmallestImage)) switch
    {
        (ModalityKind.Frames, var isLarge) => isLarge ? "resnet18" : "mlp",
        (_, false) => "conv",
        (ModalityKind.Spectrogram, _) => modality.Length <= LargestSmallSpectrogram ? "conv" : "resnet18",
        _ => modality.Shape.Skip(1).Max() <= LargestSmallImage ? "conv" : "resnet18",
    };

    private static bool HasMaps(Modality modality) =>
        modality.Kind == ModalityKind.Frames
        || (modality.Kind is ModalityKind.Plain or ModalityKind.Spectrogram && modality.Shape is [_, >= SmallestImage, >= SmallestImage]);

    private static bool IsAtLeast(Modality modality, int size) => modality.Shape.TakeLast(2).All(length => length >= size);

    private static ConfigException Refuse(string expected, string kind, Modality modality) =>
        new([new ConfigProblem("model", Key, expected, $"{kind} for {modality}")]);
}
