namespace MMPareto.Training.Diagnostics;

/// <summary>How far one method's gradient is off another's, for one encoder in one step.</summary>
/// <param name="Step">Number of the step, from 1.</param>
/// <param name="Method">The method that is held against the exact one.</param>
/// <param name="Group">The encoder, or the shared trunk.</param>
/// <param name="Cosine">Cosine of the two combined gradients; null where one is zero.</param>
/// <param name="LengthRatio">Length of its gradient over that of the exact one; null where that is zero.</param>
internal sealed record DirectionRecord(long Step, string Method, string Group, double? Cosine, double? LengthRatio);
