using MMPareto.Data.Audio;

namespace MMPareto.Data.PreparedSets;

/// <summary>How an official download becomes a folder with a manifest.</summary>
public sealed record PreparationOptions
{
    /// <summary>The folder of the download, which is only read.</summary>
    public required string From { get; init; }

    /// <summary>The folder to make or to go on with; neither the download nor below it.</summary>
    public required string Output { get; init; }

    /// <summary>A published list of the training clips; null for none.</summary>
    public string? TrainList { get; init; }

    /// <summary>A published list of the test clips; given exactly when the other one is.</summary>
    public string? TestList { get; init; }

    /// <summary>Images that are taken of a second of video, above 0, up to 1000, default 1, as [Peng2022] has it.</summary>
    public double FramesPerSecond { get; init; } = 1;

    /// <summary>Samples a second of sound that is taken from a video, in Hz, from 1000, default 16,000.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>Decides which speakers are in which part; at least 0, default 0.</summary>
    public long Seed { get; init; }

    /// <summary>How ffmpeg is found and run.</summary>
    public ExternalDecoderOptions Decoder { get; init; } = new();

    /// <summary>Throws unless every setting is in its range and the folders and lists are as they must be.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="DataException">A folder or list is missing, or the output would change the download.</exception>
    public void Validate()
    {
        new OptionProblems()
            .Require(FramesPerSecond is > 0 and <= 1000, nameof(FramesPerSecond), "be above 0 and at most 1000", FramesPerSecond)
            .RequireRange(nameof(SampleRate), SampleRate, 1000, 384_000)
            .RequireRange(nameof(Seed), Seed, 0)
            .Require(TrainList is null == TestList is null, nameof(TestList), "be given exactly when TrainList is", TestList ?? "none")
            .ThrowIfAny();
        if (!Directory.Exists(From)) throw new DataException($"{From} must be the folder of the download; got none of that name.");
        var below = Path.GetRelativePath(Path.GetFullPath(From), Path.GetFullPath(Output));
        if (!Path.IsPathRooted(below) && below.Split(Path.DirectorySeparatorChar)[0] != "..")
            throw new DataException($"{Output} must not be in {From}, as the download is not changed; name another folder.");
    }
}
