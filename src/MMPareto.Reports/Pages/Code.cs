namespace MMPareto.Reports.Pages;

/// <summary>Text as it is: a command, a configuration.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Text">The text.</param>
/// <param name="IsFolded">Whether it opens on request only.</param>
internal sealed record Code(string Label, string Text, bool IsFolded = false) : Block;
