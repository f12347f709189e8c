namespace MMPareto.Reports.Pages;

/// <summary>What a reader should know, a sentence each.</summary>
internal sealed record Notes(IReadOnlyList<string> Sentences) : Block;
