namespace MMPareto.Reports.Pages;

/// <summary>The sentences that matter most.</summary>
internal sealed record Verdict(IReadOnlyList<string> Sentences) : Block;
