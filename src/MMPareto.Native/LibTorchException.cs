namespace MMPareto.Native;

/// <summary>libtorch cannot be loaded; the message says in one line what is missing and what to do.</summary>
public sealed class LibTorchException(string message, Exception inner) : Exception(message, inner);
