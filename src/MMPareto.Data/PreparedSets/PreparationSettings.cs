namespace MMPareto.Data.PreparedSets;

/// <summary>What a prepared folder was made with: <c>preparation.json</c>. A folder is gone on with only by the same.</summary>
/// <param name="Set">Name of the data set.</param>
/// <param name="FramesPerSecond">Images of a second of video.</param>
/// <param name="SampleRate">Samples a second of sound that was taken from videos, in Hz.</param>
internal sealed record PreparationSettings(string Set, double FramesPerSecond, int SampleRate);
