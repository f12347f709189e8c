using System.Text.Json;
using MMPareto.Data.Arrays;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Arrays;

/// <summary>Arrays that NumPy has written: tests/reference/arrays.</summary>
public sealed class NpyFileTests : IDisposable
{
    private static readonly Dictionary<string, Expected> All = Read();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. All.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Shape_and_values_are_those_of_numpy(string name)
    {
        var array = NpyFile.Read(PathOf(name));
        Assert.Equal(All[name].Shape, array.Shape);
        Assert.Equal(All[name].Values, array.Values.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_read_to_where_they_are_used(string name)
    {
        Assert.Equal(All[name].Shape, NpyFile.ReadShape(PathOf(name)));
        var values = new float[All[name].Values.Length];
        Array.Fill(values, float.NaN);
        NpyFile.ReadInto(PathOf(name), All[name].Shape, values);
        Assert.Equal(All[name].Values, values);
    }

    [Fact]
    public void Every_kind_of_number_is_covered()
    {
        foreach (var kind in new[] { "f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1" })
        {
            if (kind[1] == '1') Assert.Contains(kind, All.Keys);
            else Assert.True(All.ContainsKey($"{kind}-little") && All.ContainsKey($"{kind}-big"), kind);
        }
    }

    [Fact]
    public void Arrays_larger_than_a_piece_come_whole_in_either_order()
    {
        const int rows = 300, columns = 211; // 253 kB
        var (row, column) = (new float[rows * columns], new float[rows * columns]);
        for (var i = 0; i < row.Length; i++)
            (row[i], column[i]) = (i, ((i % rows) * columns) + (i / rows)); // the same matrix, by rows and by columns
        Assert.Equal(row, NpyFile.Read(NpyFiles.Write(_folder["c.npy"], row, $"({rows}, {columns})")).Values.ToArray());
        Assert.Equal(
            row, NpyFile.Read(NpyFiles.Write(_folder["f.npy"], column, $"({rows}, {columns})", fortran: true)).Values.ToArray());
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}")]
    [InlineData("{\"shape\":(2,),\"fortran_order\":False,\"descr\":\"<f4\"}")]
    [InlineData("  { 'shape' : ( 2L , ) , 'descr' : '<f4' , 'fortran_order' : True , }   \n")]
    [InlineData("{'descr': '=f4', 'fortran_order': False, 'shape': (2), }\n")]
    public void The_header_may_be_written_in_any_way_python_reads(string header)
    {
        var path = NpyFiles.Write(_folder["x.npy"], NpyFiles.File(header, NpyFiles.Bytes([1, 2])));
        Assert.Equal([1f, 2f], NpyFile.Read(path).Values.ToArray());
    }

    [Fact]
    public void Another_shape_than_expected_is_refused_with_both()
    {
        var path = PathOf("version-1");
        Assert.Equal(
            $"{path}: expected an array of shape [3, 2, 4]; found [2, 3, 4]. Cut or pad all samples of a modality to " +
            "one shape.", Refusal.Of(path, () => NpyFile.ReadInto(path, [3, 2, 4], new float[24])));
    }

    [Fact]
    public void A_destination_of_another_length_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => NpyFile.ReadInto(PathOf("version-1"), [2, 3, 4], new float[23]));
        Assert.StartsWith("destination must have 24 values, for [2, 3, 4]; got 23.", error.Message, StringComparison.Ordinal);
    }

    private static string PathOf(string name) => ReferenceFolder.PathOf("arrays", name + ".npy");

    private static Dictionary<string, Expected> Read() => JsonSerializer.Deserialize<Dictionary<string, Expected>>(
        File.ReadAllText(ReferenceFolder.PathOf("arrays", "values.json")), JsonSerializerOptions.Web)!;

    private sealed record Expected(long[] Shape, float[] Values);
}
