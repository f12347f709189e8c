using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Manifests;

public sealed class ColumnDetectorTests : IDisposable
{
    private static readonly Dictionary<string, ColumnKind> Nothing = [];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a/1.JPG", "b.png", ColumnKind.Image)]
    [InlineData("1.wav", "2.mp3", ColumnKind.Audio)]
    [InlineData("1.npy", "", ColumnKind.Array)]
    [InlineData("1.jpg|2.jpg", "3.jpg|4.jpg", ColumnKind.Frames)]
    [InlineData("clips", "./clips", ColumnKind.Frames)]
    [InlineData("empty", "other", ColumnKind.Category)]
    [InlineData("1.5", "-2e3", ColumnKind.Number)]
    [InlineData("red", "blue", ColumnKind.Category)]
    [InlineData("a good day", "not so bad", ColumnKind.Text)]
    [InlineData("same", "same", ColumnKind.Ignored)]
    [InlineData("", "", ColumnKind.Ignored)]
    [InlineData("a.mp4", "b.mp4", ColumnKind.Ignored)]
    public void A_column_is_told_by_its_cells(string even, string odd, ColumnKind expected)
    {
        Directory.CreateDirectory(_folder["clips"]);
        Directory.CreateDirectory(_folder["empty"]);
        _folder.Write("clips/1.jpg", "");
        var table = Table(["x", "label"], 20, row => [row % 2 == 0 ? even : odd, row % 2 == 0 ? "yes" : "no"]);
        var column = ColumnDetector.Detect(table, Nothing)[0];
        Assert.Equal(expected, column.Kind);
        Assert.NotEmpty(column.Reason);
    }

    [Fact]
    public void Names_tell_of_label_split_group_and_id()
    {
        var table = Table(["ID", "Split", "group", "Target", "x"], 8, row => [$"{row}", "train", "g", $"{row % 2}", $"{row * row}"]);
        Assert.Equal(
            [ColumnKind.Id, ColumnKind.Split, ColumnKind.Group, ColumnKind.Label, ColumnKind.Number],
            ColumnDetector.Detect(table, Nothing).Select(column => column.Kind));
    }

    [Fact]
    public void What_is_stated_wins_and_must_be_there()
    {
        var table = Table(["x", "label", "z"], 8, row => [$"{row * row}", $"{row % 2}", $"{row % 4}"]);
        var stated = new Dictionary<string, ColumnKind> { ["z"] = ColumnKind.Label, ["x"] = ColumnKind.Ignored };
        Assert.Equal([ColumnKind.Ignored, ColumnKind.Ignored, ColumnKind.Label], ColumnDetector.Detect(table, stated).Select(column => column.Kind));
        var error = Assert.Throws<DataException>(() => ColumnDetector.Detect(table, new Dictionary<string, ColumnKind> { ["q"] = ColumnKind.Text }));
        Assert.Equal($"{table.Path} must have column 'q', whose kind is stated; got columns x, label, z.", error.Message);
    }

    [Theory]
    [InlineData("{0}.png", "x.tif", "must be the path of an image, as in 19 other rows; got 'x.tif'.")]
    [InlineData("{0}.5", "NA", "must be a number, with a point for decimals, as in 19 other rows; got 'NA'.")]
    public void One_odd_cell_among_many_is_an_error_and_not_another_kind(string usual, string odd, string expected)
    {
        var table = Table(["x", "label"], 20, row => [row == 13 ? odd : string.Format(System.Globalization.CultureInfo.InvariantCulture, usual, row * row), $"{row % 2}"]);
        var error = Assert.Throws<DataException>(() => ColumnDetector.Detect(table, Nothing));
        Assert.Equal($"{table.Path}:15, column 'x' {expected} Empty the cell, or tell what the column is with --columns x=KIND.", error.Message);
    }

    [Fact]
    public void What_counts_the_rows_and_what_is_named_as_a_label_is_no_input()
    {
        var table = Table(["index", "x", "label", "y"], 8, row => [$"{row}", $"{row * row}", $"{row % 2}", $"{row % 2}"]);
        Assert.Equal([ColumnKind.Ignored, ColumnKind.Number, ColumnKind.Label, ColumnKind.Ignored], ColumnDetector.Detect(table, Nothing).Select(column => column.Kind));
    }

    [Fact]
    public void Without_a_label_the_candidates_are_named()
    {
        var table = Table(["note", "size", "kind"], 8, row => ["two or three words " + row, $"{row * row}", row % 2 == 0 ? "a" : "b"]);
        Assert.Equal(
            $"{table.Path} must have a column called label, target, class, y, or --label must name the one to predict; it could be size, kind.",
            Assert.Throws<DataException>(() => ColumnDetector.Detect(table, Nothing)).Message);
    }

    private ManifestTable Table(string[] columns, int rows, Func<int, string[]> cells) => new(
        _folder["m.csv"], columns, [.. Enumerable.Range(0, rows).Select(cells)], [.. Enumerable.Range(2, rows)]);
}
