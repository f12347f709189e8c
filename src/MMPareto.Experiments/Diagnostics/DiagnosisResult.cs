using MMPareto.Runs.Diagnostics;

namespace MMPareto.Experiments.Diagnostics;

/// <summary>What was found out about a run.</summary>
/// <param name="Record">What <c>diagnostics.json</c> now holds, parts of earlier times included; null when nothing was measured.</param>
/// <param name="Measured">The parts that were measured this time.</param>
public sealed record DiagnosisResult(DiagnosticsRecord? Record, DiagnosticParts Measured);
