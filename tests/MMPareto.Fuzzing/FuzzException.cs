namespace MMPareto.Fuzzing;

/// <summary>Fuzzing cannot be done as asked.</summary>
internal sealed class FuzzException(string message) : Exception(message);
