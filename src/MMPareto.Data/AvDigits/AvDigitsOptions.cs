namespace MMPareto.Data.AvDigits;

/// <summary>What defines the spoken and written digits. Defaults are this project's.</summary>
public sealed record AvDigitsOptions
{
    /// <summary>Where MNIST's four files are; null, the default, for the cache.</summary>
    public string? MnistFolder { get; init; }

    /// <summary>Pairs for training, from 100 to 50,000, default 10,000.</summary>
    public int TrainPairs { get; init; } = 10_000;

    /// <summary>Pairs for validation, from 50 to 5,000, default 2,000. Their images are training images of MNIST, of no training pair.</summary>
    public int ValidationPairs { get; init; } = 2_000;

    /// <summary>Pairs for the test, from 50 to 10,000, default 2,000. Their images are test images of MNIST.</summary>
    public int TestPairs { get; init; } = 2_000;

    /// <summary>Standard deviation of the white noise in the sound, over the root mean square of the speech; from 0 to 10, default 0.5.</summary>
    public double Noise { get; init; } = 0.5;

    /// <summary>Decides images, voices, speeds, pitches and noise; at least 0, default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Where data is kept; null, the default, for the cache.</summary>
    public string? Place { get; init; }

    /// <summary>The folder of data made with these options.</summary>
    public string Folder => Path.Combine(
        Place ?? DataFolder.For("av-digits"), FormattableString.Invariant($"{TrainPairs}-{ValidationPairs}-{TestPairs}-noise{Noise}-seed{Seed}")
            + (MnistFolder is null ? "" : $"-{ContentHash.Of(Path.GetFullPath(MnistFolder))[..8]}"));

    /// <summary>Throws one exception that names every setting out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public void Validate() => new OptionProblems()
        .RequireRange(nameof(TrainPairs), TrainPairs, 100, 50_000)
        .RequireRange(nameof(ValidationPairs), ValidationPairs, 50, 5_000)
        .RequireRange(nameof(TestPairs), TestPairs, 50, 10_000)
        .Require(Noise is >= 0 and <= 10, nameof(Noise), "be from 0 to 10", Noise)
        .RequireRange(nameof(Seed), Seed, 0)
        .ThrowIfAny();
}
