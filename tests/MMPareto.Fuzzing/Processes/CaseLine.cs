using System.Globalization;
using MMPareto.Fuzzing.Engine;

namespace MMPareto.Fuzzing.Processes;

/// <summary>How a child tells its parent what became of a case: one line.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="PeakBytes">The most memory that the child has had so far.</param>
internal sealed record CaseLine(CaseResult Result, long PeakBytes)
{
    private const char Between = '\t';

    /// <summary>Reads it.</summary>
    /// <param name="line">What <see cref="ToString"/> gave.</param>
    public static CaseLine Parse(string line)
    {
        var parts = line.Split(Between);
        return new(
            new(long.Parse(parts[0], CultureInfo.InvariantCulture), Enum.Parse<Outcome>(parts[1]), parts[5],
                double.Parse(parts[2], CultureInfo.InvariantCulture), long.Parse(parts[3], CultureInfo.InvariantCulture)),
            long.Parse(parts[4], CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(Between, ((FormattableString[])
    [
        $"{Result.Number}", $"{Result.Outcome}", $"{Result.Milliseconds:F3}", $"{Result.AllocatedKiB}", $"{PeakBytes}", $"{string.Concat(Result.Text.Where(c => !char.IsControl(c)))}",
    ]).Select(FormattableString.Invariant));
}
