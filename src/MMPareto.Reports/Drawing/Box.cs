namespace MMPareto.Reports.Drawing;

/// <summary>A rectangle on a picture.</summary>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    /// <summary>The right edge.</summary>
    public double Right => Left + Width;

    /// <summary>The lower edge.</summary>
    public double Bottom => Top + Height;

    /// <summary>The rectangle between two corners.</summary>
    public static Box Between(double left, double top, double right, double bottom) =>
        new(left, top, right - left, bottom - top);
}
