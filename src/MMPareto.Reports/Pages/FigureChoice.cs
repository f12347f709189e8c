namespace MMPareto.Reports.Pages;

/// <summary>Charts of which one is looked at.</summary>
/// <param name="Label">What is chosen.</param>
/// <param name="Charts">The charts with their names.</param>
internal sealed record FigureChoice(string Label, IReadOnlyList<(string Name, Charts.Chart Chart)> Charts) : Block;
