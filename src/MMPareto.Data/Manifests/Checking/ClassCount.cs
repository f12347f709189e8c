namespace MMPareto.Data.Manifests.Checking;

/// <summary>Rows of a class in each part.</summary>
/// <param name="Name">The class.</param>
/// <param name="Train">Rows for training.</param>
/// <param name="Validation">Rows for validation.</param>
/// <param name="Test">Rows for the test.</param>
public sealed record ClassCount(string Name, int Train, int Validation, int Test);
