using MMPareto.Reports.Charts;
using MMPareto.Reports.Drawing;
using MMPareto.Reports.Sources;

namespace MMPareto.Reports.RunPages;

/// <summary>Charts over the steps of a run.</summary>
/// <param name="run">The run.</param>
internal sealed class StepCharts(RunSource run)
{
    private const int Pieces = 60;
    private static readonly Axis Step = new("step", AxisFormat.Whole);

    /// <summary>Points that a line may have: fewer when there are many encoders, so that the file stays small.</summary>
    private readonly int _most = Math.Clamp(900 / Math.Max(1, run.Encoders.Count), 80, 360);

    /// <summary>The cosine of the gradients of an encoder.</summary>
    public XYChart Cosine(string encoder, EncoderSteps steps)
    {
        var points = Points(steps, steps.Cosines, keepGaps: false);
        var below = points.Count(p => p.Y < 0);
        var layers = new List<Layer> { Line("each step", SeriesStyle.Of(0), Downsampling.MinMax(points, _most), 1, 0.45) };
        if (points.Count > 2 * Pieces) layers.Add(Line("mean", SeriesStyle.Of(1) with { Dash = Dash.Solid }, Downsampling.Means(points, Pieces), 2.2));
        return new()
        {
            Name = $"cosine-{FileName.Of(encoder)}",
            Title = $"Cosine of the gradients, encoder {encoder}",
            Description = $"Cosine between the gradients of encoder {encoder} over steps: below zero in {Number.Whole(below)} of {Number.Whole(points.Count)} measured steps.",
            Caption = $"Lowest cosine of two gradient rows; below the zero line they are in conflict: {Number.Whole(below)} of {Number.Whole(points.Count)} measured steps." +
                (points.Count > _most ? " The thin line keeps the lowest and highest step of each stretch." : "") +
                (layers.Count > 1 ? $" The thick line is the mean of each of {Pieces} stretches." : ""),
            X = Step,
            Y = new("cosine") { Min = points.Any(p => p.Y < -0.5) ? -1 : null },
            Layers = layers,
            Rules = [new(0)],
        };
    }

    /// <summary>The weights of the gradient rows of an encoder.</summary>
    public XYChart Weights(string encoder, EncoderSteps steps)
    {
        var rows = steps.Weights.Select((weights, i) =>
            Line(RowName(i, steps.Weights.Count), SeriesStyle.Of(i), Downsampling.MinMax(Points(steps, weights, keepGaps: true), _most), 1.2));
        return new()
        {
            Name = $"weights-{FileName.Of(encoder)}",
            Title = $"Weights of the gradients, encoder {encoder}",
            Description = $"Weight of each gradient row in the combined gradient of encoder {encoder}, over steps.",
            Caption = "Weight of each loss's gradient in the combined gradient, any factor on its length included.",
            X = Step,
            Y = new("weight") { Min = 0 },
            Layers = [.. rows],
        };
    }

    /// <summary>How long the combined gradients are against the plain sums.</summary>
    public XYChart Ratios() => new()
    {
        Name = "length-ratio",
        Title = "Length of the combined gradient over that of the plain sum",
        Description = "Ratio of lengths for each encoder, over steps.",
        Caption = "1 is the length of the plain sum of the gradients.",
        X = Step,
        Y = new("ratio") { Min = 0 },
        Layers = [.. run.Encoders.Select((pair, i) =>
            Line(pair.Key, SeriesStyle.Of(i), Downsampling.MinMax(Points(pair.Value, pair.Value.Ratios, keepGaps: true), _most), 1.2))],
        Rules = [new(1)],
    };

    private string RowName(int row, int rows) =>
        run.Tasks is { } tasks && tasks.Count == rows ? tasks[row]
        : row == 0 ? "multimodal" : rows == 2 ? "unimodal" : $"unimodal {Number.Whole(row)}";

    private static LineLayer Line(string name, SeriesStyle style, IReadOnlyList<Point> points, double width, double opacity = 1) =>
        new() { Name = name, Style = style with { Dash = opacity < 1 ? Dash.Solid : style.Dash }, Points = points, Width = width, Opacity = opacity };

    private static List<Point> Points(EncoderSteps steps, IReadOnlyList<double> values, bool keepGaps)
    {
        var points = new List<Point>(values.Count);
        for (var i = 0; i < values.Count; i++)
            if (keepGaps || double.IsFinite(values[i])) points.Add(new(steps.Steps[i], values[i]));
        return points;
    }
}
