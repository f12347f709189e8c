namespace MMPareto.Reports.Drawing;

/// <summary>How a line is broken up, so that colour is not all that tells series apart.</summary>
internal enum Dash
{
    /// <summary>Not at all.</summary>
    Solid,

    /// <summary>Long dashes.</summary>
    Long,

    /// <summary>Dots.</summary>
    Dots,

    /// <summary>Dash and dot.</summary>
    DashDot,

    /// <summary>Short dashes.</summary>
    Short,
}
