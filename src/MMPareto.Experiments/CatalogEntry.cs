namespace MMPareto.Experiments;

/// <summary>A method, data set or model that a config can name.</summary>
/// <param name="Name">The name in configs.</param>
/// <param name="Family">What kind it is.</param>
/// <param name="Summary">A sentence about it.</param>
/// <param name="Reference">Key of the paper in <c>docs/references.md</c>, or empty.</param>
/// <param name="Page">Its page under <c>docs/</c>.</param>
public record CatalogEntry(string Name, string Family, string Summary, string Reference, string Page);
