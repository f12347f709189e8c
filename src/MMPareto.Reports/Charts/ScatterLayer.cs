namespace MMPareto.Reports.Charts;

/// <summary>Points with names and bars of error.</summary>
internal sealed record ScatterLayer : Layer
{
    /// <summary>The points.</summary>
    public required IReadOnlyList<ScatterItem> Items { get; init; }

    /// <inheritdoc />
    public override IEnumerable<double> Xs => Items.SelectMany(i => new[] { i.X - i.XError, i.X + i.XError });

    /// <inheritdoc />
    public override IEnumerable<double> Ys => Items.SelectMany(i => new[] { i.Y - i.YError, i.Y + i.YError });
}
