namespace MMPareto.Training;

/// <summary>What a player's gain counts in its Shapley value [Shapley1953].</summary>
internal static class ShapleyWeight
{
    /// <summary>The weight of what a player adds to a set: s!·(n − s − 1)!/n! = 1/(n·C(n − 1, s)).</summary>
    /// <param name="size">Players in the set, s, without the one that joins.</param>
    /// <param name="players">All players, n.</param>
    public static double Of(int size, int players)
    {
        var choices = 1.0;
        for (var i = 1; i <= size; i++) choices = choices * (players - i) / i;
        return 1 / (players * choices);
    }
}
