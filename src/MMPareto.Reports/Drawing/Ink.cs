namespace MMPareto.Reports.Drawing;

/// <summary>What a colour is for; <see cref="Palette"/> says which it is.</summary>
internal enum Ink
{
    /// <summary>The ground.</summary>
    Paper,

    /// <summary>Titles and labels.</summary>
    Text,

    /// <summary>Numbers at axes, and words that may be passed over.</summary>
    Muted,

    /// <summary>Lines behind the values.</summary>
    Grid,

    /// <summary>Axes, and the zero line.</summary>
    Axis,

    /// <summary>The first series.</summary>
    Blue,

    /// <summary>The second series.</summary>
    Vermilion,

    /// <summary>The third series.</summary>
    Green,

    /// <summary>The fourth series.</summary>
    Purple,

    /// <summary>The fifth series.</summary>
    Orange,

    /// <summary>The sixth series.</summary>
    Sky,

    /// <summary>What is there to be compared with.</summary>
    Grey,
}
