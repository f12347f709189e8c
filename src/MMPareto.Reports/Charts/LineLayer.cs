using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>A line, broken where a value is not a number.</summary>
internal sealed record LineLayer : Layer
{
    /// <summary>Its points, in the order of x.</summary>
    public required IReadOnlyList<Point> Points { get; init; }

    /// <summary>A band around it; empty for none.</summary>
    public IReadOnlyList<BandPoint> Band { get; init; } = [];

    /// <summary>Whether each point has a symbol.</summary>
    public bool HasSymbols { get; init; }

    /// <summary>How thick it is.</summary>
    public double Width { get; init; } = 1.8;

    /// <summary>How strongly it is drawn, to 1.</summary>
    public double Opacity { get; init; } = 1;

    /// <inheritdoc />
    public override IEnumerable<double> Xs => Points.Select(p => p.X);

    /// <inheritdoc />
    public override IEnumerable<double> Ys => Points.Select(p => p.Y).Concat(Band.SelectMany(b => new[] { b.Low, b.High }));
}
