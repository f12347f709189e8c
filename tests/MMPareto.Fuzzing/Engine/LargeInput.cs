namespace MMPareto.Fuzzing.Engine;

/// <summary>An input that repeats one thing as often as its reader takes bytes: whole or damaged, it must not become much more in memory.</summary>
/// <param name="Target">Name of the target that reads it.</param>
/// <param name="Name">What it repeats.</param>
/// <param name="Make">Makes it, in an empty folder where it needs one.</param>
internal sealed record LargeInput(string Target, string Name, Func<WorkFolder, byte[]> Make);
