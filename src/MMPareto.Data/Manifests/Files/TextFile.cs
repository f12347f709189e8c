using System.Text;

namespace MMPareto.Data.Manifests.Files;

/// <summary>Opens text whose encoding is checked.</summary>
internal static class TextFile
{
    /// <summary>UTF-8, or what a byte order mark tells; other bytes raise <see cref="DecoderFallbackException"/> when read.</summary>
    public static StreamReader Open(string path) =>
        new(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
}
