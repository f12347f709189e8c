using System.Text;
using MMPareto.Reports.Charts;
using MMPareto.Reports.Svg;

namespace MMPareto.Reports.Pages;

/// <summary>Writes the pieces of sections.</summary>
/// <param name="text">Where they go.</param>
/// <param name="withNarrow">Whether charts are laid out for narrow windows too.</param>
internal sealed class BlockWriter(StringBuilder text, bool withNarrow)
{
    private const int LongCell = 40;

    /// <summary>Writes one.</summary>
    public void Append(Block block)
    {
        switch (block)
        {
            case Paragraph paragraph: text.Append($"<p>{Escape(paragraph.Text)}</p>\n"); break;
            case Verdict verdict: AppendList("<div class=\"verdict\">", verdict.Sentences, "p", "</div>\n"); break;
            case Notes notes: AppendList("<div class=\"notes\"><h3>Notes</h3><ul>", notes.Sentences, "li", "</ul></div>\n"); break;
            case Absent absent:
                text.Append($"<p class=\"absent\"><strong>{Escape(absent.What)}: not measured.</strong> {Escape(absent.How)}</p>\n");
                break;
            case Tiles tiles: AppendTiles(tiles); break;
            case Table table: AppendTable(table); break;
            case Code code: AppendCode(code); break;
            case Figure figure: AppendFigure(figure.Chart, "", figure.Chart.Title); break;
            case FigureChoice choice: AppendChoice(choice); break;
        }
    }

    private void AppendList(string begin, IReadOnlyList<string> sentences, string element, string end)
    {
        text.Append(begin);
        foreach (var sentence in sentences) text.Append($"<{element}>{Escape(sentence)}</{element}>");
        text.Append(end);
    }

    private void AppendTiles(Tiles tiles)
    {
        text.Append("<dl class=\"tiles\">");
        foreach (var tile in tiles.Items)
            text.Append($"<div><dt>{Escape(tile.Label)}</dt><dd>{Escape(tile.Value)}</dd><dd class=\"detail\">{Escape(tile.Detail)}</dd></div>");
        text.Append("</dl>\n");
    }

    private void AppendTable(Table table)
    {
        if (table.IsFolded) text.Append($"<details><summary>{Escape(table.Caption)}</summary>");
        text.Append($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Escape(table.Caption)}\"><table><caption><span>{Escape(table.Caption)}</span></caption><thead><tr>");
        bool[] areNumbers = [.. table.Columns.Select((_, c) => c > 0 && table.Rows.All(row => IsNumber(row[c])))];
        for (var c = 0; c < table.Columns.Count; c++)
            text.Append($"<th scope=\"col\"{(areNumbers[c] ? " class=\"n\"" : "")}>{Escape(table.Columns[c])}</th>");
        text.Append("</tr></thead><tbody>\n");
        for (var r = 0; r < table.Rows.Count; r++)
        {
            text.Append(r == table.MarkedRow ? "<tr class=\"marked\">" : "<tr>");
            for (var c = 0; c < table.Rows[r].Count; c++)
            {
                var cell = table.Rows[r][c];
                var kind = areNumbers[c] ? " class=\"n\"" : cell.Length > LongCell ? " class=\"long\"" : "";
                text.Append(c == 0 ? $"<th scope=\"row\">{Escape(cell)}</th>" : $"<td{kind}>{Escape(cell)}</td>");
            }
            text.Append("</tr>\n");
        }
        text.Append("</tbody></table></div>").Append(table.IsFolded ? "</details>\n" : "\n");
    }

    private void AppendCode(Code code)
    {
        var body = $"<pre tabindex=\"0\" aria-label=\"{Escape(code.Label)}\"><code>{Escape(code.Text)}</code></pre>";
        text.Append(code.IsFolded
            ? $"<details><summary>{Escape(code.Label)}</summary>{body}</details>\n"
            : $"<h3>{Escape(code.Label)}</h3>{body}\n");
    }

    private void AppendChoice(FigureChoice choice)
    {
        text.Append($"<div class=\"choice\" data-label=\"{Escape(choice.Label)}\">\n");
        foreach (var (name, chart) in choice.Charts) AppendFigure(chart, $" data-choice=\"{Escape(name)}\"", chart.Title);
        text.Append("</div>\n");
    }

    private void AppendFigure(Chart chart, string attributes, string title)
    {
        text.Append($"<figure class=\"{(chart.IsWide ? "whole" : "half")}\" data-name=\"{Escape(chart.Name)}\"{attributes}>\n<div class=\"wide\">");
        SvgWriter.Inline(ChartLayout.Draw(chart, ChartSize.Of(chart)), chart.Name, text);
        text.Append("</div>\n");
        if (withNarrow)
        {
            text.Append("<div class=\"narrow\">");
            SvgWriter.Inline(ChartLayout.Draw(chart, ChartSize.Narrow), chart.Name + "-n", text);
            text.Append("</div>\n");
        }
        text.Append("<figcaption>").Append(Escape(chart.Caption));
        text.Append($" <span class=\"save\" hidden=\"hidden\"><button type=\"button\" data-save=\"svg\" aria-label=\"Save {Escape(title)} as SVG\">SVG</button>");
        text.Append($" <button type=\"button\" data-save=\"png\" aria-label=\"Save {Escape(title)} as PNG\">PNG</button></span></figcaption>\n</figure>\n");
    }

    /// <summary>Whether a cell holds nothing but numbers and what stands between them; a dash or words stand for one that is not there.</summary>
    private static bool IsNumber(string cell) =>
        cell is "–" or "not measured" || cell.Any(char.IsAsciiDigit) && cell.Replace(" to ", "", StringComparison.Ordinal).All(c => char.IsAsciiDigit(c) || "+−±<.,% e-".Contains(c, StringComparison.Ordinal));

    private static string Escape(string value) => SvgWriter.Escape(value);
}
