using System.Buffers;
using System.Globalization;

namespace MMPareto.Data.Tables;

/// <summary>CSV or TSV by RFC 4180, in UTF-8.</summary>
internal sealed class DelimitedWriter : TableWriter
{
    private readonly StreamWriter _text;
    private readonly char _separator;
    private readonly SearchValues<char> _quoted;

    public DelimitedWriter(string path, IReadOnlyList<TableColumn> columns, char separator) : base(path, columns)
    {
        (_separator, _quoted) = (separator, SearchValues.Create([separator, '"', '\r', '\n']));
        _text = new StreamWriter(PartPath) { NewLine = "\n" };
        Write([.. columns.Select(column => column.Name)]);
    }

    public override void Write(IReadOnlyList<object?> cells) => _text.WriteLine(string.Join(_separator, cells.Select(Cell)));

    private protected override void End() => _text.Dispose();

    private protected override void Abandon() => _text.Dispose();

    private string Cell(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ when value.ToString() is { } text && text.AsSpan().ContainsAny(_quoted) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => value.ToString()!,
    };
}
