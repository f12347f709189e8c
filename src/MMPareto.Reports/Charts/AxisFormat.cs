namespace MMPareto.Reports.Charts;

/// <summary>How the numbers of an axis are written.</summary>
internal enum AxisFormat
{
    /// <summary>As they are.</summary>
    Plain,

    /// <summary>Only whole ones.</summary>
    Whole,

    /// <summary>Fractions, a hundred times as large.</summary>
    Percent,
}
