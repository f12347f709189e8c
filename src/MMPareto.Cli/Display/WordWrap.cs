namespace MMPareto.Cli.Display;

/// <summary>Breaks texts between words.</summary>
internal static class WordWrap
{
    /// <summary>The lines of a text; a word longer than the room stays whole.</summary>
    /// <param name="text">One line.</param>
    /// <param name="room">Most characters in a line.</param>
    public static IEnumerable<string> Lines(string text, int room)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > room)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }
        yield return line;
    }
}
