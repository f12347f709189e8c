using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>Gathers the marks of a picture.</summary>
internal sealed class PictureBuilder
{
    /// <summary>Size of titles.</summary>
    public const double TitleSize = 15;

    /// <summary>Size of names.</summary>
    public const double LabelSize = 12.5;

    /// <summary>Size of numbers at axes.</summary>
    public const double TickSize = 11.5;

    private readonly List<Mark> _marks = [];
    private readonly List<TipColumn> _columns = [];

    /// <summary>Where columns of tips begin and end.</summary>
    public Box ColumnArea { get; set; }

    /// <summary>Adds a mark.</summary>
    public void Add(Mark mark) => _marks.Add(mark);

    /// <summary>Adds a column of tips.</summary>
    public void Add(TipColumn column) => _columns.Add(column);

    /// <summary>Adds a straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, Ink ink, double width = 1, Dash dash = Dash.Solid) =>
        Add(new LineMark([new(x1, y1), new(x2, y2)], ink, width, dash));

    /// <summary>Adds a line of text.</summary>
    public void Text(double x, double y, string text, double size, Ink ink, Anchor anchor = Anchor.Start) =>
        Add(new TextMark(new(x, y), text, size, ink, anchor));

    /// <summary>Adds the title, on two lines if it must be.</summary>
    /// <returns>Where the room below it begins.</returns>
    public double Title(string title, double width)
    {
        var y = 19.0;
        foreach (var line in TextLines.Of(title, TitleSize, width - 20))
        {
            Text(10, y, line, TitleSize, Ink.Text);
            y += TitleSize * 1.25;
        }
        return y - 8;
    }

    /// <summary>Adds the names of series with a sample of each, on as many lines as they take.</summary>
    /// <returns>Where the room below them begins.</returns>
    public double Legend(IEnumerable<LegendItem> items, double left, double top, double width)
    {
        const double Sample = 24, Gap = 14, Height = 18;
        var (x, y) = (left, top + 12);
        foreach (var item in items)
        {
            var name = ReportFont.Fit(item.Name, LabelSize, width - Sample - 6);
            var needed = Sample + 6 + ReportFont.Width(name, LabelSize);
            if (x > left && x + needed > left + width) (x, y) = (left, y + Height);
            item.Draw(this, new(x, y - 4.5), Sample);
            Text(x + Sample + 6, y, name, LabelSize, Ink.Text);
            x += needed + Gap;
        }
        return y + 6;
    }

    /// <summary>The picture.</summary>
    public Picture Build(Chart chart, double width, double height) => new()
    {
        Width = width,
        Height = height,
        Title = chart.Title,
        Description = chart.Description,
        Marks = _marks,
        Columns = _columns,
        ColumnArea = ColumnArea,
    };
}
