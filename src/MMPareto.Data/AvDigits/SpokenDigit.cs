namespace MMPareto.Data.AvDigits;

/// <summary>How a digit is spoken.</summary>
/// <param name="Digit">The digit.</param>
/// <param name="Voice">A voice of eSpeak NG.</param>
/// <param name="Speed">Words a minute.</param>
/// <param name="Pitch">Pitch, from 0 to 99; 50 is the voice's own.</param>
internal sealed record SpokenDigit(int Digit, string Voice, int Speed, int Pitch)
{
    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>The word that is spoken.</summary>
    public string Word => Words[Digit];

    /// <summary>Draws voice, speed and pitch.</summary>
    /// <param name="digit">The digit.</param>
    /// <param name="voices">The voices.</param>
    /// <param name="random">Decides.</param>
    public static SpokenDigit Draw(int digit, string[] voices, ref CounterRandom random) =>
        new(digit, voices[random.NextInt(voices.Length)], 110 + random.NextInt(111), 20 + random.NextInt(61));
}
