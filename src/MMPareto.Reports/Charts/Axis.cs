using MMPareto.Reports.Drawing;

namespace MMPareto.Reports.Charts;

/// <summary>An axis.</summary>
/// <param name="Label">What is measured, with its unit.</param>
/// <param name="Format">How its numbers are written.</param>
internal sealed record Axis(string Label, AxisFormat Format = AxisFormat.Plain)
{
    /// <summary>Where it begins; null for where the values do.</summary>
    public double? Min { get; init; }

    /// <summary>Where it ends; null for where the values do.</summary>
    public double? Max { get; init; }

    /// <summary>An exact value, for a tip.</summary>
    public string Exact(double value) => Format switch
    {
        AxisFormat.Whole when value == Math.Round(value) => Number.Whole((long)value),
        AxisFormat.Percent => $"{Number.Percent(value)} %",
        _ => Number.Significant(value),
    };
}
