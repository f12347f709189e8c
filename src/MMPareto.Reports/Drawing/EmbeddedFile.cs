using System.Text;

namespace MMPareto.Reports.Drawing;

/// <summary>Files that the assembly carries.</summary>
internal static class EmbeddedFile
{
    /// <summary>The bytes of a file.</summary>
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly must carry {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The text of a file, with line ends of one character.</summary>
    public static string Text(string name) =>
        Encoding.UTF8.GetString(Bytes(name)).Replace("\r\n", "\n", StringComparison.Ordinal);
}
