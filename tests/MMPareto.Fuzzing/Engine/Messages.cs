using System.Text.RegularExpressions;

namespace MMPareto.Fuzzing.Engine;

/// <summary>Judges messages of refusals, and makes those of one cause equal.</summary>
internal static partial class Messages
{
    private const int LongestMessage = 700;
    private const int LongestNormal = 300;
    private const int LongestBeginning = 50;

    /// <summary>What is wrong with a message; null when nothing is.</summary>
    /// <param name="message">One line.</param>
    /// <param name="names">What it must name.</param>
    public static string? Problem(string message, string names)
    {
        if (message.Any(char.IsControl)) return "a message with control characters";
        if (message.Length > LongestMessage + (3 * names.Length)) return "a message too long";
        if (!message.Contains(names, StringComparison.Ordinal)) return "a message that does not name the file";
        return null;
    }

    /// <summary>The message without paths, digits and quoted parts.</summary>
    /// <param name="message">The message.</param>
    /// <param name="folder">The folder of the case.</param>
    public static string Normal(string message, string folder)
    {
        var plain = Quoted().Replace(message.Replace(folder, "", StringComparison.Ordinal), "''");
        plain = NotPlain().Replace(Digits().Replace(plain, "0"), "?");
        return plain.Length <= LongestNormal ? plain : plain[..LongestNormal];
    }

    /// <summary>Its first words, which tell where it comes from.</summary>
    public static string Beginning(string message, string folder)
    {
        var normal = Normal(message, folder);
        return normal.Length <= LongestBeginning ? normal : normal[..LongestBeginning];
    }

    /// <summary>Whether a normalised message tells a place inside the file: a line, byte, character, row, column, tensor or key.</summary>
    public static bool HasPlace(string normal) => Place().IsMatch(normal);

    [GeneratedRegex("'[^']*'|\"[^\"]*\"|\\[[^\\]]*\\]")]
    private static partial Regex Quoted();

    [GeneratedRegex("[0-9A-F]{4,}|[-−]?[0-9]+([.,0-9]*[0-9])?(E[+-]?[0-9]+)?|(?<=head: |tail: )[0-9A-F]+")]
    private static partial Regex Digits();

    [GeneratedRegex("[^\\x20-\\x7E]+")]
    private static partial Regex NotPlain();

    [GeneratedRegex(":0|byte 0|character 0|line 0|row 0|tensor ''|column ''|key ''|At \\$|Path: \\$|--set|first 0 bytes|[a-z]'' must ")]
    private static partial Regex Place();
}
