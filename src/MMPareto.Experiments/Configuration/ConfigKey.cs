namespace MMPareto.Experiments.Configuration;

/// <summary>One key of a configuration: its name, what it takes, its default and what it means.</summary>
public sealed record ConfigKey
{
    private ConfigKey(string path, ConfigKind kind, object @default, string description) =>
        (Path, Kind, Default, Description) = (path, kind, @default, description);

    /// <summary>Section and name with a dot between, as <c>optimizer.momentum</c>, or only a name.</summary>
    public string Path { get; }

    /// <summary>What kind of value it takes.</summary>
    public ConfigKind Kind { get; }

    /// <summary>The value when nobody sets it: int, double, bool, string or a list of double, after the kind.</summary>
    public object Default { get; }

    /// <summary>What it does, in which unit, and whose default it is; one sentence or two.</summary>
    public string Description { get; }

    /// <summary>The numbers accepted, of each element for a list.</summary>
    public ConfigRange Range { get; init; } = ConfigRange.All;

    /// <summary>The names accepted by a choice; empty for other kinds.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>Whether a choice may also be made one by one, as <c>photo=resnet18, voice=conv</c>.</summary>
    public bool TakesList { get; init; }

    /// <summary>When the key means something; null for always.</summary>
    public ConfigCondition? Condition { get; init; }

    /// <summary>The part before the dot, empty when there is none.</summary>
    public string Section => Path[..Math.Max(0, Path.IndexOf('.', StringComparison.Ordinal))];

    /// <summary>The part after the dot.</summary>
    public string Name => Path[(Path.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>What a value must be, in words: <c>an integer of at least 1</c>.</summary>
    public string Expected => Kind switch
    {
        ConfigKind.WholeNumber => $"an integer {Range}".TrimEnd(),
        ConfigKind.Number => $"a number {Range}".TrimEnd(),
        ConfigKind.NumberList => $"a number {Range}".TrimEnd() + ", or a list of such numbers",
        ConfigKind.Boolean => "true or false",
        ConfigKind.Choice when Choices.Count == 1 => Choices[0],
        ConfigKind.Choice => "one of " + string.Join(", ", Choices) + (TakesList ? "; or one each, as photo=resnet18, voice=conv" : ""),
        _ => "one line of text",
    };

    /// <summary>A key that takes a whole number.</summary>
    /// <param name="path">Section and name.</param>
    /// <param name="default">The default.</param>
    /// <param name="description">What it does, with its unit.</param>
    public static ConfigKey WholeNumber(string path, int @default, string description) =>
        new(path, ConfigKind.WholeNumber, @default, description);

    /// <summary>A key that takes a number.</summary>
    /// <inheritdoc cref="WholeNumber"/>
    public static ConfigKey Number(string path, double @default, string description) =>
        new(path, ConfigKind.Number, @default, description);

    /// <summary>A key that takes true or false.</summary>
    /// <inheritdoc cref="WholeNumber"/>
    public static ConfigKey Boolean(string path, bool @default, string description) =>
        new(path, ConfigKind.Boolean, @default, description);

    /// <summary>A key that takes one line of text.</summary>
    /// <inheritdoc cref="WholeNumber"/>
    public static ConfigKey Text(string path, string @default, string description) =>
        new(path, ConfigKind.Text, @default, description);

    /// <summary>A key that takes one of a few names.</summary>
    /// <param name="path">Section and name.</param>
    /// <param name="choices">The names; the first is the default.</param>
    /// <param name="description">What it does.</param>
    public static ConfigKey Choice(string path, IReadOnlyList<string> choices, string description) =>
        new(path, ConfigKind.Choice, choices[0], description) { Choices = choices };

    /// <summary>A key that takes one or more numbers.</summary>
    /// <inheritdoc cref="WholeNumber"/>
    public static ConfigKey Numbers(string path, IReadOnlyList<double> @default, string description) =>
        new(path, ConfigKind.NumberList, @default, description);

    /// <summary>The same key, meaningful only under a condition.</summary>
    /// <param name="path">The key that the condition looks at, a choice.</param>
    /// <param name="values">Its values for which this key means something.</param>
    public ConfigKey When(string path, params string[] values) => this with { Condition = new(path, values) };
}
