using System.Security.Cryptography;
using System.Text;

namespace MMPareto.Reports.Pages;

/// <summary>What a browser lets a page do: use the styles and the script that stand in it, by their hashes, and show what the page holds. Nothing is
/// fetched or sent, and text that got past the escaping could not run.</summary>
internal static class ContentPolicy
{
    /// <summary>The line of the page's head.</summary>
    /// <param name="styles">Contents of its style elements.</param>
    /// <param name="script">Content of its script element.</param>
    public static string Line(IReadOnlyList<string> styles, string script) =>
        $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {string.Join(' ', styles.Select(Hash))}; "
        + $"script-src {Hash(script)}; font-src data:; img-src data: blob:; base-uri 'none'; form-action 'none'\"/>";

    private static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
}
