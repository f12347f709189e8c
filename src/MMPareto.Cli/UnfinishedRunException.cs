namespace MMPareto.Cli;

/// <summary>A run broke that can go on.</summary>
/// <param name="message">What is left of it and how to go on, in a line for the user.</param>
/// <param name="inner">What broke it.</param>
internal sealed class UnfinishedRunException(string message, Exception inner) : Exception(message, inner);
