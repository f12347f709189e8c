namespace MMPareto.Data.Tables;

/// <summary>A column of a table that is written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsNumber">Whether its cells are numbers (double); else they are texts.</param>
public sealed record TableColumn(string Name, bool IsNumber);
