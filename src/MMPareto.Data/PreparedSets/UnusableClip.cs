namespace MMPareto.Data.PreparedSets;

/// <summary>A clip that is in no manifest.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record UnusableClip(string Id, string Reason);
