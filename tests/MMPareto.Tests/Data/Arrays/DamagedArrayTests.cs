using CsCheck;
using MMPareto.Data.Arrays;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Arrays;

public sealed class DamagedArrayTests : IDisposable
{
    private const string Good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n";
    private static readonly byte[] Values = NpyFiles.Bytes([1, 2, 3, 4, 5, 6]);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("objects", "found '|O'. Arrays of objects are pickled, and reading them could run a program")]
    [InlineData("complex", "found '<c16'. Convert it with numpy's astype('f4').")]
    [InlineData("texts", "found '<U2'.")]
    [InlineData("bytes", "found '|S2'.")]
    [InlineData("records", "expected an array of numbers; found one of records. Save each column by itself.")]
    [InlineData("times", "found '<M8[D]'.")]
    [InlineData("nan", "expected finite values; the one at [1, 0, 1] is NaN. Leave the sample out")]
    [InlineData("nan-fortran", "the one at [0, 2] is infinite, or too large for 32 bits.")]
    [InlineData("too-large", "the one at [1] is infinite, or too large for 32 bits.")]
    public void What_numpy_saves_but_a_model_cannot_use_is_refused(string name, string expected)
    {
        var path = ReferenceFolder.PathOf("arrays", $"refused-{name}.npy");
        Assert.Contains(expected, Refusal.Of(path, () => NpyFile.Read(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_are_not_supported()
    {
        var path = ReferenceFolder.PathOf("arrays", "archive.npz");
        Assert.Contains(
            "Archives (.npz) are not supported: save each array with numpy.save.",
            Refusal.Of(path, () => NpyFile.Read(path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "character 0: expected '{'; found the end. It is damaged: get it anew.")]
    [InlineData("[1]", "character 0: expected '{'; found '['.")]
    [InlineData("{}", "expected the key descr; found the end")]
    [InlineData("{'descr': '<f4', 'shape': (2, 3)}", "expected the key fortran_order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "expected the key shape")]
    [InlineData("{'descr': '<f4' 'fortran_order': False, 'shape': (2, 3)}", "character 16: expected ',' or '}'; found '''.")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}", "expected another key than descr")]
    [InlineData("{'descr': '<f4', 'order': False, 'shape': (2, 3)}", "expected another key than order")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}", "expected True or False; found '0'.")]
    [InlineData("{'descr': '<f4', 'fortran_order': None, 'shape': (2, 3)}", "expected True or False; found 'N'.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': [2, 3]}", "expected '('; found '['.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, -3)}", "expected a size below 2^63; found '-'.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3.0)}", "expected ',' or ')'; found '.'.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}", "expected a size below 2^63")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} + x", "expected the end; found '+'.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)", "expected ',' or '}'; found the end.")]
    [InlineData("{'descr': '<f4, }", "expected a closing quote")]
    [InlineData("{'descr': '<f\n4', 'fortran_order': False, 'shape': (2, 3)}", "expected a plain text")]
    [InlineData("{'descr': __import__('os'), 'fortran_order': False, 'shape': (2, 3)}", "expected a quoted text; found '_'.")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (2, 3)}", "found ''.")]
    [InlineData("{'descr': 'f4', 'fortran_order': False, 'shape': (2, 3)}", "found 'f4'.")]
    [InlineData("{'descr': '<f16', 'fortran_order': False, 'shape': (2, 3)}", "found '<f16'.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4)}", "does not fill the 24 bytes after the header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}", "does not fill the 24 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", "shape [] of 4-byte values does not fill")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 6)}", "does not fill the 24 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3037000500, 3037000500, 2)}", "does not fill")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807,)}", "does not fill")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (25,)}", "does not fill")]
    public void A_wrong_header_is_refused(string header, string expected) =>
        Assert.Contains(expected, AssertRefused(NpyFiles.File(header, Values)), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "must be a file with content; got an empty one, a pipe or a device. Get it anew.")]
    [InlineData(1, "found 93. Is this the right file?")]
    [InlineData(7, "found 934E554D505901.")]
    [InlineData(8, "byte 8: expected 2 bytes more; the file ends here. It is cut short: get it anew.")]
    [InlineData(9, "byte 9: expected 1 bytes more")]
    [InlineData(10, "found a length of 60.")]
    [InlineData(40, "expected a header of at most 65536 bytes within the file's 40; found a length of 60.")]
    [InlineData(70, "does not fill the 0 bytes after the header")]
    [InlineData(71, "does not fill the 1 bytes")]
    [InlineData(93, "does not fill the 23 bytes")]
    public void A_file_cut_short_is_refused(int length, string expected) =>
        Assert.Contains(expected, AssertRefused(NpyFiles.File(Good, Values)[..length]), StringComparison.Ordinal);

    [Fact]
    public void Bytes_after_the_end_are_refused() => Assert.Contains(
        "The file is cut short, damaged or holds more than one array: get it anew.",
        AssertRefused([.. NpyFiles.File(Good, Values), 0]), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "found 0.0.")]
    [InlineData(4, "expected version 1.0, 2.0 or 3.0 of the .npy format; found 4.0.")]
    public void Other_versions_are_refused(int major, string expected) =>
        Assert.Contains(expected, AssertRefused(NpyFiles.File(Good, Values, major)), StringComparison.Ordinal);

    [Fact]
    public void A_length_beyond_the_file_takes_no_memory()
    {
        var file = NpyFiles.File(Good, Values, major: 2, claimed: int.MaxValue);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Contains("found a length of 2147483647.", AssertRefused(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("nowhere.npy")]
    [InlineData("nowhere/nothing.npy")]
    [InlineData(".")]
    public void What_is_no_file_is_refused(string name)
    {
        var path = _folder[name];
        Assert.Contains("cannot be read:", Refusal.Of(path, () => NpyFile.Read(path)), StringComparison.Ordinal);
        Refusal.Of(path, () => NpyFile.ReadShape(path));
        Refusal.Of(path, () => NpyFile.ReadInto(path, [2], new float[2]));
    }

    [Fact]
    public void Whatever_a_damaged_file_holds_only_a_data_exception_comes_out()
    {
        var good = NpyFiles.File(Good, Values);
        var path = _folder["damaged.npy"];
        Gen.Select(Gen.Select(Gen.Int[0, 75], Gen.Byte).Array[1, 4], Gen.Int[0, good.Length + 3]).Sample(
            (changes, cut) =>
            {
                var bytes = new byte[cut % 3 == 0 ? cut : good.Length];
                good.AsSpan(0, Math.Min(good.Length, bytes.Length)).CopyTo(bytes);
                foreach (var (position, value) in changes)
                    if (position < bytes.Length) bytes[position] = value;
                File.WriteAllBytes(path, bytes);
                return Refusal.OrSuccess(
                    path, () => Assert.All(NpyFile.Read(path).Values.ToArray(), value => Assert.True(float.IsFinite(value))));
            },
            iter: 200, threads: 1);
    }

    [Fact]
    public void Whatever_characters_a_header_has_only_a_data_exception_comes_out()
    {
        var path = _folder["damaged.npy"];
        string[] pieces =
        [
            "'descr'", "'fortran_order'", "'shape'", "'<f4'", ":", ",", "(", ")", "{", "}", "2", "3", "True", "L", "'",
            " ", "\n", "\0", "é",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 25].Sample(
            parts =>
            {
                File.WriteAllBytes(path, NpyFiles.File("{" + string.Concat(parts.Select(part => pieces[part])), Values));
                return Refusal.OrSuccess(path, () => NpyFile.Read(path));
            },
            iter: 120, threads: 1);
    }

    private string AssertRefused(byte[] file)
    {
        var path = NpyFiles.Write(_folder["file.npy"], file);
        Refusal.Of(path, () => NpyFile.ReadShape(path));
        return Refusal.Of(path, () => NpyFile.Read(path));
    }
}
