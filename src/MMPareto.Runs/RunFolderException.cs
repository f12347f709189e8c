namespace MMPareto.Runs;

/// <summary>A run folder, or a file in it, is not what it must be; the message is one line for the user.</summary>
/// <param name="message">Which path, what was expected, what was found, what to do.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class RunFolderException(string message, Exception? innerException = null)
    : Exception(message, innerException);
