namespace MMPareto.Reports.Drawing;

/// <summary>The shape of a symbol.</summary>
internal enum Shape
{
    /// <summary>A disc.</summary>
    Disc,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle, point up.</summary>
    Triangle,

    /// <summary>A square on its corner.</summary>
    Diamond,

    /// <summary>A triangle, point down.</summary>
    Wedge,

    /// <summary>A plus of some width.</summary>
    Plus,
}
