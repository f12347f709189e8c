namespace MMPareto.Benchmarks;

/// <summary>A question cannot be asked so, or not be answered; the message is for the one who asked.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
