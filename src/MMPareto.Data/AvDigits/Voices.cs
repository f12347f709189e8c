namespace MMPareto.Data.AvDigits;

/// <summary>Voices of eSpeak NG: an accent of English and a variant. A variant is heard in one part of the data only.</summary>
internal static class Voices
{
    private static readonly string[] Accents = ["en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbclan", "en-gb-x-gbcwmd"];

    private static readonly string[] TrainVariants =
    [
        "m1", "m2", "m3", "m4", "m5", "f1", "f2", "f3", "Alex", "Andrea", "Andy", "antonio", "belinda", "boris", "caleb", "Denis", "edward",
        "Gene", "gustave", "Hugo", "john", "linda", "max", "mike",
    ];

    private static readonly string[] ValidationVariants = ["m6", "f4", "Alicia", "benjamin", "Jacky", "paul"];

    private static readonly string[] TestVariants = ["m7", "f5", "Annie", "david", "Lee", "steph"];

    /// <summary>The voices of a part.</summary>
    /// <param name="part">0 for training, 1 for validation, 2 for the test.</param>
    public static string[] Of(int part)
    {
        var variants = part switch { 0 => TrainVariants, 1 => ValidationVariants, _ => TestVariants };
        return [.. from variant in variants from accent in Accents select $"{accent}+{variant}"];
    }
}
