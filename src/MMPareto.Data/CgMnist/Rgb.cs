namespace MMPareto.Data.CgMnist;

/// <summary>A colour, each channel from 0 to 1.</summary>
/// <param name="Red">Share of red.</param>
/// <param name="Green">Share of green.</param>
/// <param name="Blue">Share of blue.</param>
public readonly record struct Rgb(float Red, float Green, float Blue)
{
    /// <summary>Number of channels.</summary>
    public const int Channels = 3;

    /// <summary>One channel.</summary>
    /// <param name="channel">0 red, 1 green, 2 blue.</param>
    public float this[int channel] => channel switch
    {
        0 => Red,
        1 => Green,
        2 => Blue,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "channel must be 0, 1 or 2."),
    };

    /// <summary>A colour of channels from 0 to 255.</summary>
    internal static Rgb FromBytes(byte red, byte green, byte blue) =>
        new(red / 255f, green / 255f, blue / 255f);
}
