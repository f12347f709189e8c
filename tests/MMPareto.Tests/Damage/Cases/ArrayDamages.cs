using System.Globalization;
using MMPareto.Tests.Data.Arrays;

namespace MMPareto.Tests.Damage.Cases;

/// <summary>Arrays that are cut, of other kinds or shapes, or hold what is no number.</summary>
internal static class ArrayDamages
{
    private static readonly byte[] Sixteen = NpyFiles.Bytes([1, 2, 3, 4]);

    public static IEnumerable<Damage> All =>
    [
        Of("a byte", () => Good()[..1]),
        Of("the mark alone", () => Good()[..6]),
        Of("half of the header", () => Good()[..30]),
        Of("a header without values", () => Good()[..^16]),
        Of("a last byte that lacks", () => Good()[..^1]),
        Of("a byte too many", () => [.. Good(), 0]),
        Of("two arrays", () => [.. Good(), .. Good()]),
        Of("version nine", () => [.. Good()[..6], 9, .. Good()[7..]]),
        Of("version zero", () => [.. Good()[..6], 0, .. Good()[7..]]),
        Of("an archive of arrays", () => [.. "PK\u0003\u0004"u8, .. new byte[80]]),
        Of("a pickle", () => [0x80, 4, 0x95, .. new byte[80]]),
        Of("a text of numbers", () => "1.0 2.0\n3.0 4.0\n"u8.ToArray()),
        Of("a pointer of Git LFS", () => "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"u8.ToArray()),
        Of("escape sequences", () => "\u001b[2J\u001b[31m\u0007xxxxxxxx"u8.ToArray()),
        .. new[] { "|O", "|O8", "<c8", "<c16", "<U4", "|S4", "<M8[s]", "<m8", "|V4", "<f16", "<f3", "f4", "", "float32", "<f4\u001b" }
            .Select(code => Header($"type '{code.Replace('\u001b', '?')}'", $"{{'descr': '{code}', 'fortran_order': False, 'shape': (4,), }}")),
        Header("records", "{'descr': [('a', '<f4'), ('b', '<f4')], 'fortran_order': False, 'shape': (2,), }"),
        Header("a header that is no dictionary", "hello"),
        Header("an empty header", ""),
        Header("a program for a header", "__import__('os').system('true')"),
        Header("a header without shape", "{'descr': '<f4', 'fortran_order': False, }"),
        Header("a header with another key", "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), 'more': 1}"),
        Header("a header with a key twice", "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (4,), }"),
        Header("a header that does not end", "{'descr': '<f4', 'fortran_order': False, 'shape': (4,"),
        Header("brackets without end", new string('{', 60_000)),
        Header("an order that is neither", "{'descr': '<f4', 'fortran_order': 2, 'shape': (4,), }"),
        .. new[] { "(3,)", "(5,)", "(-4,)", "(4611686018427387904,)", "(4294967296, 4294967296)", "(9223372036854775807, 2)", "(99999999999999999999,)", "(2, 0)", "(1.5,)", "4", "('a',)" }
            .Select(shape => Header($"shape {shape}", $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}")),
        Header("four numbers as a table", "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }") with { Says = "shape" },
        Header("four numbers in another table", "{'descr': '<f4', 'fortran_order': False, 'shape': (4, 1), }") with { Says = "shape" },
        Of("five numbers", () => Array("(5,)", [1, 2, 3, 4, 5])) with { Says = "shape" },
        Of("a single number", () => Array("()", [1])) with { Says = "shape" },
        Of("no numbers", () => Array("(0,)", [])) with { Says = "shape" },
        new("five numbers in the first row", manifest => manifest.SetFile("signal", "x.npy", Array("(5,)", [1, 2, 3, 4, 5]), 0)) { Says = "shape" },
        new("five numbers in a row for the test", manifest => manifest.SetFile("signal", "x.npy", Array("(5,)", [1, 2, 3, 4, 5]), HealthyManifest.TestRow)) { Says = "shape" },
        Of("NaN", () => Array("(4,)", [1, 2, float.NaN, 4])) with { Says = "NaN" },
        Of("an infinite number", () => Array("(4,)", [1, 2, float.PositiveInfinity, 4])) with { Says = "infinite" },
        Of("a number beyond float", () => NpyFiles.File("{'descr': '<f8', 'fortran_order': False, 'shape': (4,), }", [.. new byte[24], .. BitConverter.GetBytes(1e300)])),
        Of("a header of sixty thousand bytes that are not there", () => NpyFiles.File("{", [], claimed: 60_000)),
        Of("a header of four gigabytes", () => NpyFiles.File("{", [], major: 2, claimed: -16)),
        new("six gigabytes of numbers", manifest =>
        {
            NpyFiles.Write(manifest.Own("x.npy"), NpyFiles.File($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({1L << 30},), }}", []));
            SpecialFiles.MakeHoles(manifest.Own("x.npy"), new FileInfo(manifest.Own("x.npy")).Length + (4L << 30));
            manifest.SetOwn("signal", "x.npy");
        }),
        Of("numbers in the order of Fortran", () => NpyFiles.File("{'descr': '<f4', 'fortran_order': True, 'shape': (4,), }", Sixteen)).Nowhere,
        Of("numbers of sixteen bits", () => NpyFiles.File("{'descr': '<f2', 'fortran_order': False, 'shape': (4,), }", new byte[8])).Nowhere,
        Of("whole numbers in the other byte order", () => NpyFiles.File("{'descr': '>i4', 'fortran_order': False, 'shape': (4,), }", Sixteen)).Nowhere,
        .. new Damage("a page as an array", manifest => manifest.SetFile("signal", "x.npy", "<html>"u8.ToArray())).In(".tsv", ".jsonl", ".parquet"),
    ];

    private static byte[] Good() => Array("(4,)", [1, 2, 3, 4]);

    private static byte[] Array(string shape, float[] values) =>
        NpyFiles.File(string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n"), NpyFiles.Bytes(values));

    private static Damage Header(string name, string header) => Of(name, () => NpyFiles.File(header, Sixteen));

    private static Damage Of(string name, Func<byte[]> content) => new($"{name} as array", manifest => manifest.SetFile("signal", "x.npy", content()));
}
