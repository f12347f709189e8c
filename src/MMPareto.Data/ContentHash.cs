using System.Security.Cryptography;
using System.Text;

namespace MMPareto.Data;

/// <summary>SHA-256 over the lines that define a data set.</summary>
internal static class ContentHash
{
    /// <summary>
    /// Hexadecimal, lower case. Numbers in the lines must be written without regard to culture.
    /// </summary>
    public static string Of(params ReadOnlySpan<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
