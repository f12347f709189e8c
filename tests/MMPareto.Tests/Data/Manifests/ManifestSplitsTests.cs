using System.Text;
using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Preprocessing;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Manifests;

public sealed class ManifestSplitsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shares_keep_the_classes_and_no_row_is_in_two_parts()
    {
        var data = Load(Lines("x,label", 200, row => $"{row * 0.5},{(row % 10 == 0 ? "rare" : "common")}"));
        Assert.Equal((140, 30, 30), (data.Train.Count, data.Validation.Count, data.Test.Count));
        foreach (var part in new[] { data.Train, data.Validation, data.Test })
            Assert.Equal(part.Count / 10, Enumerable.Range(0, part.Count).Count(i => part.LabelOf(i) == 1));
        Assert.Equal(Enumerable.Range(0, 200), Rows(data.Train).Concat(Rows(data.Validation)).Concat(Rows(data.Test)).Order());
        Assert.Equal(["30 of 200 rows for test and 30 of 200 rows for validation taken, with the shares of the classes kept"], data.Notes);
    }

    [Fact]
    public void Groups_are_never_split()
    {
        var data = Load(Lines("x,group,label", 120, row => $"{row * 0.5},g{row % 12},{row % 2}"));
        string[] Groups(IMultimodalDataset part) => [.. Rows(part).Select(row => $"g{row % 12}").Distinct()];
        Assert.Empty(Groups(data.Train).Intersect(Groups(data.Test)));
        Assert.Empty(Groups(data.Train).Intersect(Groups(data.Validation)));
        Assert.Empty(Groups(data.Validation).Intersect(Groups(data.Test)));
        Assert.All([data.Validation.Count, data.Test.Count], count => Assert.InRange(count, 10, 20));
    }

    [Fact]
    public void A_group_larger_than_a_part_does_not_become_it()
    {
        var data = Load(Lines("x,group,label", 200, row => $"{row * 0.5},{(row < 160 ? "big" : $"g{row % 8}")},{row % 2}"));
        Assert.True(data.Train.Count > 100, $"{data.Train.Count}");
        Assert.All(Rows(data.Test).Concat(Rows(data.Validation)), row => Assert.InRange(row, 160, 199));
    }

    [Fact]
    public void A_split_column_decides_and_a_part_that_it_lacks_is_taken_from_training()
    {
        var data = Load(Lines("x,split,label", 40, row => $"{row * 0.5},{(row < 30 ? "Train" : "test")},{row % 2}"));
        Assert.Equal(Enumerable.Range(30, 10), Rows(data.Test));
        Assert.Equal(4, data.Validation.Count);
        Assert.Equal(["4 of 40 rows for validation taken from the training rows of column 'split', with the shares of the classes kept"], data.Notes);
    }

    /// <summary>Twenty training rows of a number (2 missing), a category, and a text.</summary>
    [Fact]
    public void A_table_is_standardised_on_training_rows_and_knows_what_is_missing()
    {
        var data = Load(Lines("n,c,split,label", 30, row =>
            $"{(row is 3 or 4 or 25 ? "" : row)},{(row < 20 ? row % 2 == 0 ? "a" : "b" : "new")},{(row < 20 ? "train" : row < 25 ? "val" : "test")},{row % 3}"),
            new Dictionary<string, ColumnKind> { ["c"] = ColumnKind.Category });
        var modality = Assert.Single(data.Train.Modalities);
        Assert.Equal(("table", ModalityKind.Table), (modality.Name, modality.Kind));
        Assert.Equal([3L], modality.Shape);
        Assert.Equal([3], modality.CodeCounts);
        double[] numbers = [.. Enumerable.Range(0, 20).Where(row => row is not (3 or 4)).Select(row => (double)row)];
        var (mean, deviation) = (numbers.Average(), Math.Sqrt(numbers.Average(x => (x - numbers.Average()) * (x - numbers.Average()))));
        Close.Equal([(0 - mean) / deviation, 0, 1], Values(data.Train, 0), 1e-6);
        Close.Equal([0, 1, 2], Values(data.Train, 3), 1e-6);
        Close.Equal([0, 1, 0], Values(data.Test, 0), 1e-6);
        Assert.False(((IPartialDataset)data.Test).IsPartial);
    }

    [Fact]
    public void A_text_becomes_codes_and_an_unknown_word_its_letters()
    {
        var data = Load(Lines("note,split,label", 12, row => $"{(row == 11 ? "bad dog" : "a good day")} {row % 3},{(row < 8 ? "train" : row < 10 ? "val" : "test")},{row % 2}"));
        var text = Assert.IsType<TextPreprocessor>(((ManifestDataset)data.Train).Preprocessing.Inputs[0]);
        Assert.Equal("[PAD]", text.Vocabulary[0]);
        string[] Tokens(IMultimodalDataset part, int index) =>
            [.. Values(part, index).TakeWhile(code => code > 0).Select(code => text.Vocabulary[(int)code])];
        Assert.Equal(["a", "good", "day", "0"], Tokens(data.Train, 0));
        Assert.Equal(["[UNK]", "d", "##o", "##g", "2"], Tokens(data.Test, 1));
        Assert.Equal(64, Values(data.Train, 0).Length);
    }

    [Fact]
    public void Signs_line_breaks_and_letters_beyond_16_bits_are_read()
    {
        var data = Load(Lines("note,split,label", 12, row => $"\"so good\n😀 + {row % 3} €\",{(row < 8 ? "train" : row < 10 ? "val" : "test")},{row % 2}"),
            new Dictionary<string, ColumnKind> { ["note"] = ColumnKind.Text });
        var text = Assert.IsType<TextPreprocessor>(((ManifestDataset)data.Train).Preprocessing.Inputs[0]);
        Assert.Equal(["so", "good", "😀", "+", "0", "€"], Values(data.Train, 0).TakeWhile(code => code > 0).Select(code => text.Vocabulary[(int)code]));
    }

    [Fact]
    public void Numbers_that_are_all_equal_and_numbers_far_from_training_do_no_harm()
    {
        var data = Load(Lines("n,m,split,label", 30, row => $"{(row < 20 ? "0.1" : row == 29 ? "1e300" : "0.2")},{row % 7 * 1.5},{(row < 20 ? "train" : row < 25 ? "val" : "test")},{row % 2}"));
        Assert.Equal(0, Values(data.Train, 0)[0], 1e-6);
        Assert.Equal(0.1, Values(data.Test, 0)[0], 1e-6);
        Assert.Contains("column 'n' must be near the numbers of training, 0.1 ± 1; got 1E+300.", Assert.Throws<DataException>(() => Values(data.Test, 4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preprocessing_is_read_back_from_its_file()
    {
        var data = Load(Lines("n,note,label", 40, row => $"{row * row},some words of {row % 5},{row % 2}"));
        var dataset = (ManifestDataset)data.Test;
        File.WriteAllBytes(_folder["preprocessing.json"], dataset.Preprocessing.ToJson());
        var rows = UnlabelledRows.Of(dataset.Table, ManifestPreprocessing.Read(_folder["preprocessing.json"])).Dataset;
        for (var m = 0; m < 2; m++)
            for (var i = 0; i < dataset.Count; i++) Assert.Equal(Values(dataset, i, m), Values(rows, dataset.RowOf(i), m));
        File.WriteAllText(_folder["other.json"], "{\"schema\":2}");
        Assert.StartsWith($"{_folder["other.json"]} must be the preprocessing of a run on a manifest: ",
            Assert.Throws<DataException>(() => ManifestPreprocessing.Read(_folder["other.json"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,label\n1,a\n2,\n5,a\n4,b\n", "{0}:3, column 'label' must be a class; got an empty cell.")]
    [InlineData("x,label\n1,a\n2,a\n3,a\n", "{0}, column 'label' must hold two classes at least; got only 'a'.")]
    [InlineData("x,label\n1,a\n2,b\n3,c\n", "{0}, column 'label' must hold classes of several rows each; got 3 different values in 3 rows. Name another column with --label, or tell that it is a number with --label label=number.")]
    [InlineData("x,label,split\n1,a,train\n2,b,trian\n3,a,train\n4,b,test\n", "{0}:3, column 'split' must be train, validation or test; got 'trian'.")]
    [InlineData("x,label\n1,a\n2,b\n", "{0}, column 'label' must hold classes of several rows each; got 2 different values in 2 rows. Name another column with --label, or tell that it is a number with --label label=number.")]
    [InlineData("label,target\na,1\na,2\nb,3\nb,4\n", "{0} must have a column to predict from; got none beside label (Label), target (Ignored).")]
    [InlineData("x,group,label,patient\n1,a,u,p\n2,a,u,p\n3,b,v,q\n5,b,v,q\n", "{0} must have one group column at most; got group, patient. State the others as ignored.")]
    [InlineData("x,label,split\n1,a,train\n2,a,train\n7,b,test\n4,b,test\n", "{0}, column 'label' must have training rows of every class; got none of b.")]
    public void What_cannot_be_trained_on_is_refused(string text, string expected)
    {
        var path = _folder.Write("m.csv", text);
        var columns = text.Contains("patient", StringComparison.Ordinal) ? new Dictionary<string, ColumnKind> { ["patient"] = ColumnKind.Group } : [];
        var error = Assert.Throws<DataException>(() => ManifestSplits.Load(new() { Path = path, Columns = columns }));
        Assert.Equal(expected.Replace("{0}", path, StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void A_row_without_any_input_and_a_number_that_is_none_are_told_with_their_row()
    {
        var path = _folder.Write("m.csv", Lines("x,label", 20, row => $"{(row == 7 ? "" : row * row)},{row % 2}"));
        Assert.Equal($"{path}:9 must have some input; got empty cells in x.", Assert.Throws<DataException>(() => ManifestSplits.Load(new() { Path = path })).Message);
        var other = _folder.Write("n.csv", Lines("x,label", 20, row => $"{(row == 7 ? "1e999" : row * row)},{row % 2}"));
        var stated = new Dictionary<string, ColumnKind> { ["x"] = ColumnKind.Number };
        var data = () => Enumerable.Range(0, 20).Select(_ => ManifestSplits.Load(new() { Path = other, Columns = stated })).First();
        Assert.Equal($"{other}:9, column 'x' must be a finite number or empty; got '1e999'.", ReadAll(data).Message);
    }

    [Fact]
    public void A_path_outside_of_the_root_is_refused()
    {
        var path = _folder.Write("m.csv", Lines("photo,label", 20, row => $"../{row}.png,{row % 2}"));
        Assert.Equal(
            $"{path}:2, column 'photo' must be a path below {_folder.FullPath}; got '../0.png'. Set data.root to the folder that holds the files.",
            Assert.Throws<DataException>(() => ManifestSplits.Load(new() { Path = path })).Message.Replace(":3,", ":2,", StringComparison.Ordinal).Replace("../1.png", "../0.png", StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_files_are_told_before_training()
    {
        for (var i = 0; i < 20; i++) File.WriteAllBytes(_folder[$"{i}.npy"], Npy);
        File.Delete(_folder["3.npy"]);
        File.Delete(_folder["17.npy"]);
        var path = _folder.Write("m.csv", Lines("x,label", 20, row => $"{row}.npy,{row % 2}"));
        Assert.Equal(
            $"{path}:5, column 'x' must name a file that exists; got none at {_folder["3.npy"]}, and 1 more like it. 'mmpareto data check' tells all.",
            Assert.Throws<DataException>(() => ManifestSplits.Load(new() { Path = path })).Message);
    }

    /// <summary>An array of one number, 0, in NumPy's format 1.0.</summary>
    private static byte[] Npy =>
        [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }".PadRight(117) + "\n"), 0, 0, 0, 0];

    private static DataException ReadAll(Func<DatasetSplits> load) => Assert.Throws<DataException>(() =>
    {
        var data = load();
        foreach (var part in new[] { data.Train, data.Validation, data.Test })
            for (var i = 0; i < part.Count; i++) Values(part, i);
    });

    private static string Lines(string header, int rows, Func<int, string> row) =>
        header + "\n" + string.Concat(Enumerable.Range(0, rows).Select(i => row(i) + "\n"));

    private DatasetSplits Load(string text, IReadOnlyDictionary<string, ColumnKind>? columns = null) =>
        ManifestSplits.Load(new() { Path = _folder.Write("m.csv", text), Columns = columns ?? new Dictionary<string, ColumnKind>() });

    private static IEnumerable<int> Rows(IMultimodalDataset part) => Enumerable.Range(0, part.Count).Select(((ManifestDataset)part).RowOf);

    private static double[] Values(IMultimodalDataset part, int index, int modality = 0)
    {
        var memory = part.Modalities.Select(m => (Memory<float>)Enumerable.Repeat(float.NaN, m.Length).ToArray()).ToArray(); // no value may be left
        part.Read(index, new SampleDestination(memory));
        return [.. memory[modality].ToArray().Select(value => (double)value)];
    }
}
