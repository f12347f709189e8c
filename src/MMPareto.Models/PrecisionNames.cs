namespace MMPareto.Models;

/// <summary>What configurations, records and displays call a <see cref="Precision"/>.</summary>
public static class PrecisionNames
{
    /// <summary><c>fp32</c> or <c>bf16</c>.</summary>
    /// <param name="precision">The precision.</param>
    public static string Name(this Precision precision) => precision == Precision.BF16 ? "bf16" : "fp32";
}
