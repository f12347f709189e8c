namespace MMPareto.Experiments.Configuration;

/// <summary>A piece of a YAML file, with the line it begins on.</summary>
internal abstract record YamlNode(int Line)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Found { get; }
}

/// <summary>A single value. <paramref name="IsPlain"/>: written without quotes, so it may be a number.</summary>
internal sealed record YamlScalar(int Line, string Value, bool IsPlain) : YamlNode(Line)
{
    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    public override string Found =>
        IsNull ? "nothing (null)" : IsPlain ? ConfigText.Quote(Value) : $"the quoted text {ConfigText.Quote(Value)}";
}

/// <summary>A list.</summary>
internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line)
{
    public override string Found => Items.Count == 0 ? "an empty list" : "a list";
}

/// <summary>Keys with values, in the order of the file.</summary>
internal sealed record YamlMapping(int Line, IReadOnlyList<(YamlNode Key, YamlNode Value)> Entries) : YamlNode(Line)
{
    public override string Found => "a mapping";
}
