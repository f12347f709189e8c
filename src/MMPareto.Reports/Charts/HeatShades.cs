namespace MMPareto.Reports.Charts;

/// <summary>How numbers become colours.</summary>
internal enum HeatShades
{
    /// <summary>From white to dark blue.</summary>
    Sequential,

    /// <summary>From orange over white to blue; white is the middle.</summary>
    Diverging,
}
