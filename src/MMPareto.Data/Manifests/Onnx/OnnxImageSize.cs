namespace MMPareto.Data.Manifests.Onnx;

/// <summary>What a network fixes of the images that it takes; null where any will do.</summary>
/// <param name="Channels">1 for gray, 3 for colour.</param>
/// <param name="Height">Height, in pixels.</param>
/// <param name="Width">Width, in pixels.</param>
internal sealed record OnnxImageSize(int? Channels, int? Height, int? Width)
{
    private const int Largest = 4096;

    /// <summary>Reads it off a network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="stated">Height and width that the settings state; 0 for none.</param>
    /// <exception cref="DataException">It takes no images, or not of the size that is stated.</exception>
    public static OnnxImageSize Of(OnnxModel model, int stated)
    {
        if (model.InputShape.Count == 0) return new(null, null, null);
        if (model.InputShape is not [-1 or 1, -1 or 1 or 3, -1 or (> 0 and <= Largest), -1 or (> 0 and <= Largest)])
            throw new DataException($"{model.Path} must take images [batch, channels, height, width] with 1 or 3 channels, up to {Largest} pixels high and wide; "
                + $"its input is {model.InputText}. Export it for such images.");
        var size = new OnnxImageSize(Fixed(model, 1), Fixed(model, 2), Fixed(model, 3));
        return stated == 0 || ((size.Height ?? stated) == stated && (size.Width ?? stated) == stated) ? size
            : throw new DataException($"{model.Path} must get images of its own size; its input is {model.InputText}, and data.image_size {stated}. "
                + "Leave data.image_size at 0.");
    }

    private static int? Fixed(OnnxModel model, int axis) => model.InputShape[axis] is > 0 and var size ? (int)size : null;
}
