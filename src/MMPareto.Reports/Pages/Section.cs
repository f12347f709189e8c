namespace MMPareto.Reports.Pages;

/// <summary>A part of a page under a heading.</summary>
/// <param name="Id">Its name in links.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">What it holds.</param>
internal sealed record Section(string Id, string Title, IReadOnlyList<Block> Blocks);
