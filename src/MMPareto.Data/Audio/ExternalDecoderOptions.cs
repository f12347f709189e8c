namespace MMPareto.Data.Audio;

/// <summary>How an <see cref="ExternalDecoder"/> finds and runs ffmpeg. Defaults are this project's.</summary>
public sealed record ExternalDecoderOptions
{
    /// <summary>The program: a name that is looked for in the search path, or a path; default <c>ffmpeg</c>.</summary>
    public string Program { get; init; } = "ffmpeg";

    /// <summary>Folders to look in, separated as in PATH; default null, the environment's PATH.</summary>
    public string? SearchPath { get; init; }

    /// <summary>How long one file may take, above zero, up to a day; default ten minutes.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Throws one exception that names every setting out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate() => new OptionProblems()
        .Require(!string.IsNullOrWhiteSpace(Program), nameof(Program), "be named", $"'{Program}'")
        .Require(
            TimeLimit > TimeSpan.Zero && TimeLimit <= TimeSpan.FromDays(1), nameof(TimeLimit),
            "be above zero and at most a day", TimeLimit)
        .ThrowIfAny();
}
