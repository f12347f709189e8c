using System.Globalization;

namespace MMPareto.Data.Images;

/// <summary>How a channel in [0, 1] is scaled: (value − mean) / deviation.</summary>
/// <param name="Mean">One for each channel, or one for all.</param>
/// <param name="Deviation">One for each channel, or one for all; above 0.</param>
public sealed record ImageScaling(IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation)
{
    /// <summary>Leaves values in [0, 1].</summary>
    public static ImageScaling Unit { get; } = new([0], [1]);

    /// <summary>Mean and deviation of ImageNet's red, green and blue, as torchvision has them.</summary>
    public static ImageScaling ImageNet { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>The numbers without regard to culture, such as <c>(x - [0.5]) / [0.25]</c>.</summary>
    /// <returns>Equal texts, equal scaling.</returns>
    public override string ToString() => $"(x - [{List(Mean)}]) / [{List(Deviation)}]";

    internal bool Suits(int channels) => Fits(Mean, channels) && Fits(Deviation, channels)
        && Mean.All(float.IsFinite) && Deviation.All(value => float.IsFinite(value) && value > 0);

    private static bool Fits(IReadOnlyList<float> values, int channels) =>
        values.Count == 1 || values.Count == channels;

    private static string List(IReadOnlyList<float> values) =>
        string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
