namespace MMPareto.Data;

/// <summary>First part of every stream of <see cref="CounterRandom"/>: what the numbers are for.</summary>
/// <remarks>A number once given keeps its meaning, else old seeds would give other data.</remarks>
internal static class RandomStreams
{
    public const long SampleOrder = 1;
    public const long Stratify = 2;
    public const long BiasedColour = 3;
    public const long UnbiasedColour = 4;
    public const long Prototypes = 5;
    public const long PlaygroundSample = 6;
    public const long Confounder = 7;
    public const long RightDigit = 8;
    public const long SaltAndPepper = 9;
    public const long Groups = 10;
    public const long Speech = 11;
    public const long Weather = 12;
    public const long Speakers = 13;
    public const long Augmentation = 20;
    public const long FrameChoice = 21;
    public const long ImageView = 22;
}
