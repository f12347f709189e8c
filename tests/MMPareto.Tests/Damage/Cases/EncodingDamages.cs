using System.Text;

namespace MMPareto.Tests.Damage.Cases;

/// <summary>Text in another encoding than it says.</summary>
internal static class EncodingDamages
{
    private const string Mark = "MARK";
    private static readonly string[] Texts = [".csv", ".tsv", ".jsonl"];

    public static IEnumerable<Damage> All =>
    [
        .. Bytes("Latin-1", [0xFC]),
        .. Bytes("Windows-1252 quotes", [0x93, (byte)'x', 0x94]),
        .. Bytes("half of a UTF-8 character", [0xE6, 0x97]),
        .. Bytes("a UTF-8 character too long", [0xC0, 0xAF]),
        .. Bytes("a surrogate in UTF-8", [0xED, 0xA0, 0x80]),
        .. Bytes("a zero byte", [0]),
        .. new Damage("a cut UTF-8 character at the end", manifest =>
        {
            manifest.Row = HealthyManifest.RowCount;
            manifest.WriteBytes([.. Encoding.UTF8.GetBytes(manifest.Text()), (byte)'x', 0xE6]);
        }).In(Texts),
        .. new Damage("a surrogate in UTF-16", manifest =>
        {
            manifest.Set("note", $"a sunny {Mark}");
            manifest.Column = null;
            var text = Encoding.Unicode.GetBytes("\uFEFF" + manifest.Text());
            text.AsSpan(text.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Mark)), 2).Fill(0xD8);
            manifest.WriteBytes(text);
        }).In(Texts),
        .. new Damage("UTF-16 that ends in half a character", manifest =>
            manifest.WriteBytes([.. Encoding.Unicode.GetBytes("\uFEFF" + manifest.Text()), (byte)'x'])).In(Texts),
        .. new Damage("UTF-16 without a mark", manifest => manifest.WriteBytes(Encoding.Unicode.GetBytes(manifest.Text()))).In(Texts),
        .. new Damage("UTF-16 big-endian without a mark", manifest => manifest.WriteBytes(Encoding.BigEndianUnicode.GetBytes(manifest.Text()))).In(Texts),
        .. new Damage("UTF-32 without a mark", manifest => manifest.WriteBytes(Encoding.UTF32.GetBytes(manifest.Text()))).In(Texts),
    ];

    /// <summary>Bytes within a note.</summary>
    private static IEnumerable<Damage> Bytes(string name, byte[] bytes) => new Damage(name, manifest =>
    {
        manifest.Set("note", $"a sunny {Mark} day");
        manifest.Column = null;
        var text = manifest.Bytes();
        var at = text.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Mark));
        manifest.WriteBytes([.. text[..at], .. bytes, .. text[(at + Mark.Length)..]]);
    }).In(Texts);
}
