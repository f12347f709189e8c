namespace MMPareto.Benchmarks.Timing;

/// <summary>Times contenders in turn, round by round, so that what disturbs the machine disturbs all of them.</summary>
/// <remarks>Every second round runs in reverse, so that none is always the one after another: A B, B A, A B, …</remarks>
/// <param name="warmUps">Rounds before those that count.</param>
/// <param name="rounds">Rounds that count.</param>
/// <param name="clock">The clock; null for the system's.</param>
internal sealed class Alternation(int warmUps, int rounds, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Runs all rounds.</summary>
    /// <param name="contenders">Those to time.</param>
    /// <returns>The seconds of each contender in each round that counts.</returns>
    public Rounds Run(params IReadOnlyList<Contender> contenders)
    {
        var seconds = contenders.Select(_ => new double[rounds]).ToArray();
        for (var round = -warmUps; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                var which = IsReversed(round) ? contenders.Count - 1 - i : i;
                var began = _clock.GetTimestamp();
                contenders[which].Act();
                var took = _clock.GetElapsedTime(began).TotalSeconds;
                if (round >= 0) seconds[which][round] = took;
            }
        }
        return new([.. contenders.Select(contender => contender.Name)], seconds);
    }

    private static bool IsReversed(int round) => round % 2 != 0;
}
