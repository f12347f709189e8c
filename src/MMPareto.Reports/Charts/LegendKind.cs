namespace MMPareto.Reports.Charts;

/// <summary>What a sample in a legend looks like.</summary>
internal enum LegendKind
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>A line with a symbol.</summary>
    LineWithSymbols,

    /// <summary>A thick line.</summary>
    ThickLine,

    /// <summary>A light area under a line.</summary>
    Area,

    /// <summary>A filled bar.</summary>
    Bar,

    /// <summary>A symbol.</summary>
    Symbol,
}
