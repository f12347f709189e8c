namespace MMPareto.Reports.Pages;

/// <summary>A few numbers in large print.</summary>
internal sealed record Tiles(IReadOnlyList<Tile> Items) : Block;
