namespace MMPareto.Native.Weights;

/// <summary>A weights file is damaged or belongs to another model; the message names the file and the tensor.</summary>
public sealed class WeightsException(string message) : Exception(message);
