namespace MMPareto.Reports.Pages;

/// <summary>What stands where something was not measured.</summary>
/// <param name="What">What was not measured.</param>
/// <param name="How">Why, or how to have it.</param>
internal sealed record Absent(string What, string How) : Block;
