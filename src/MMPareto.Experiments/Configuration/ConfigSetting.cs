namespace MMPareto.Experiments.Configuration;

/// <summary>A value that the user has set.</summary>
/// <param name="Value">The value, of the type that goes with the key's kind.</param>
/// <param name="Source">Where, for messages.</param>
/// <param name="Layer">0 for the file, then one more for each set of overrides; a later layer wins.</param>
internal sealed record ConfigSetting(object Value, string Source, int Layer);
