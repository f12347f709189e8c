namespace MMPareto.Reports;

/// <summary>A report cannot be made or written; the message is one line that says why and what to do.</summary>
/// <param name="message">The line.</param>
public sealed class ReportException(string message) : Exception(message);
