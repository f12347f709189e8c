using System.Text;

namespace MMPareto.Runs;

/// <summary>Reads lines of bounded length: one without end would fill the memory.</summary>
internal static class LineReader
{
    /// <summary>The next line without its end; null at the end of the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">File and line, for messages.</param>
    /// <param name="longest">The most characters.</param>
    /// <exception cref="RunFolderException">It is longer.</exception>
    public static string? Read(TextReader text, string place, int longest)
    {
        var line = new StringBuilder();
        for (var next = text.Read(); next is not '\n'; next = text.Read())
        {
            if (next < 0) return line.Length > 0 ? line.ToString() : null;
            if (line.Append((char)next).Length > longest)
                throw new RunFolderException($"{place}: must be a line of at most {longest} characters; got more. The file is damaged: take another copy of it.");
        }
        if (line.Length > 0 && line[^1] == '\r') line.Length--;
        return line.ToString();
    }
}
