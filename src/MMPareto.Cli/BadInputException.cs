namespace MMPareto.Cli;

/// <summary>What was asked for cannot be done so; the message is one line for the user.</summary>
/// <param name="message">What is wrong, what was expected, what was found.</param>
/// <param name="inner">The cause, if another exception told of it.</param>
internal sealed class BadInputException(string message, Exception? inner = null) : Exception(message, inner);
