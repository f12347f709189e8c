namespace MMPareto.Data;

/// <summary>Data is missing or not as it must be.</summary>
/// <param name="message">One line: what, where, what was expected and found, what to do.</param>
/// <param name="inner">The cause, if another exception told of it.</param>
public sealed class DataException(string message, Exception? inner = null) : Exception(message, inner);
