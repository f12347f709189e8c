using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Pages;
using MMPareto.Reports.Sources;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Reports.ComparisonPages;

/// <summary>What the gradients did under each method.</summary>
internal static class GradientCharts
{
    private const int Pieces = 50;

    /// <summary>The section.</summary>
    public static Section Build(ComparisonSource comparison)
    {
        MethodRuns[] measured = [.. comparison.Methods.Where(m => m.Runs.Any(r => r.Encoders.Any(e => e.Value.HasCosines)))];
        ComparedMethodRecord[] rated = [.. comparison.Record.Methods.Where(m => m.Encoders.Values.Any(e => e.ConflictRate is not null))];
        return new("gradients", "Gradients",
        [
            measured.Length == 0 ? new Absent("Cosine over steps", "No run of the comparison has recorded steps (gradients.jsonl).") : new Figure(Cosines(measured)),
            rated.Length == 0 ? new Absent("Conflict rates", "No method has measured them.") : new Figure(Conflicts(rated)),
        ]);
    }

    private static GridChart Cosines(MethodRuns[] methods)
    {
        string[] encoders = [.. methods.SelectMany(m => m.Runs).SelectMany(r => r.Encoders).Select(e => e.Key).Distinct()];
        return new()
        {
            Name = "cosine",
            Title = "Cosine of the gradients of each encoder, over steps",
            Description = $"A small chart for each of {Number.Whole(methods.Length)} methods: mean cosine of the gradients of each encoder over steps, with the zero line.",
            Caption = $"Means over seeds and over each of {Pieces} stretches of training; single steps vary more. Below the zero line the gradients are in conflict.",
            IsWide = true,
            Panels = [.. methods.Select(method => new XYChart
            {
                Name = method.Name,
                Title = method.Name,
                Description = method.Name,
                X = new("step", AxisFormat.Whole),
                Y = new("cosine"),
                Layers = [.. encoders.Select((encoder, i) => Line(method, encoder, i)).Where(l => l.Points.Count > 0)],
                Rules = [new(0)],
            })],
        };
    }

    private static LineLayer Line(MethodRuns method, string encoder, int index)
    {
        var runs = method.Runs.SelectMany(r => r.Encoders).Where(e => e.Key == encoder).Select(e => e.Value)
            .Select(s => Downsampling.Means([.. s.Steps.Zip(s.Cosines, (x, y) => new Point(x, y)).Where(p => double.IsFinite(p.Y))], Pieces))
            .Where(points => points.Count > 0).ToArray();
        var count = runs.Length == 0 ? 0 : runs.Min(r => r.Count);
        return new()
        {
            Name = encoder,
            Style = SeriesStyle.Of(index),
            Points = [.. Enumerable.Range(0, count).Select(i => new Point(runs.Average(r => r[i].X), runs.Average(r => r[i].Y)))],
            Width = 1.6,
        };
    }

    private static BarChart Conflicts(ComparedMethodRecord[] methods)
    {
        string[] encoders = [.. methods.SelectMany(m => m.Encoders.Keys).Distinct()];
        return new()
        {
            Name = "conflicts",
            Title = "How often the gradients were in conflict",
            Description = string.Join("; ", methods.Select(m => $"{m.Name}: " +
                string.Join(", ", m.Encoders.Where(e => e.Value.ConflictRate is not null).Select(e => $"{e.Key} {Number.Percent(e.Value.ConflictRate!.Value)} %")))) + ".",
            Caption = "Share of recorded steps, means over seeds.",
            Axis = new("% of steps", AxisFormat.Percent) { Min = 0 },
            Groups = encoders,
            Rows = [.. methods.Select(m => new BarRow(m.Name,
                [.. encoders.Select(e => m.Encoders.GetValueOrDefault(e)?.ConflictRate is { } rate ? new BarValue(rate) : null)]))],
        };
    }
}
