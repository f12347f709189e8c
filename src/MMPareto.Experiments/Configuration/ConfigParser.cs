using System.Globalization;

namespace MMPareto.Experiments.Configuration;

/// <summary>Turns a piece of YAML into the value of a key.</summary>
internal static class ConfigParser
{
    /// <summary>The value, or null when the key does not accept it.</summary>
    public static object? Parse(ConfigKey key, YamlNode node) => (key.Kind, node) switch
    {
        (_, YamlScalar { IsNull: true }) => null,
        (ConfigKind.NumberList, YamlList list) => Numbers(key, list.Items),
        (ConfigKind.NumberList, YamlScalar) => Numbers(key, [node]),
        (ConfigKind.Text, YamlScalar text) => ConfigText.IsOneLine(text.Value) ? text.Value : null,
        (ConfigKind.Choice, YamlScalar choice) => ChoiceList.Parse(key, choice.Value),
        (ConfigKind.Boolean, YamlScalar { IsPlain: true } flag) => Boolean(flag.Value),
        (ConfigKind.WholeNumber, YamlScalar { IsPlain: true } integer) => Integer(key, integer.Value),
        (ConfigKind.Number, YamlScalar { IsPlain: true } number) => Number(key, number.Value),
        _ => null,
    };

    /// <summary>What the key expects, in words, also when the value is an integer of more than 32 bits.</summary>
    public static string Expected(ConfigKey key, YamlNode node) =>
        key.Kind == ConfigKind.WholeNumber && node is YamlScalar { IsPlain: true, Value: var text }
        && double.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && key.Range.Contains(value)
            ? string.Create(CultureInfo.InvariantCulture,
                $"an integer from {Math.Max(key.Range.Minimum, int.MinValue)} to {Math.Min(key.Range.Maximum, int.MaxValue)}")
            : key.Expected;

    private static bool? Boolean(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    private static int? Integer(ConfigKey key, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && key.Range.Contains(value) ? value : null;

    private static double? Number(ConfigKey key, string text) =>
        double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value) && key.Range.Contains(value) ? value : null;

    private static double[]? Numbers(ConfigKey key, IReadOnlyList<YamlNode> items)
    {
        var numbers = items.Select(i => i is YamlScalar { IsPlain: true } s ? Number(key, s.Value) : null).ToList();
        return numbers.Count == 0 || numbers.Contains(null) ? null : [.. numbers.OfType<double>()];
    }

    private const NumberStyles Decimal =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
}
