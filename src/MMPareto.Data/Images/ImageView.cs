namespace MMPareto.Data.Images;

/// <summary>The part of a picture that is looked at, in pixels of the upright picture.</summary>
/// <param name="X">Left edge, from 0.</param>
/// <param name="Y">Upper edge, from 0.</param>
/// <param name="Width">At least 1; the part lies within the picture.</param>
/// <param name="Height">At least 1; the part lies within the picture.</param>
/// <param name="Mirrored">Whether left and right are swapped after cutting.</param>
public readonly record struct ImageView(int X, int Y, int Width, int Height, bool Mirrored)
{
    /// <summary>All of a picture, as it is.</summary>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <returns>A view without a cut.</returns>
    public static ImageView Whole(int width, int height) => new(0, 0, width, height, Mirrored: false);
}
