namespace MMPareto.Reports.Drawing;

/// <summary>Lengths of dashes and gaps.</summary>
internal static class Dashes
{
    /// <summary>Lengths in turn; empty for a line without gaps.</summary>
    public static float[] Lengths(Dash dash) => dash switch
    {
        Dash.Long => [8, 4],
        Dash.Dots => [1.5f, 3],
        Dash.DashDot => [8, 3, 2, 3],
        Dash.Short => [4, 3],
        _ => [],
    };
}
