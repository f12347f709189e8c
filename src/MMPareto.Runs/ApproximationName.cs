using System.Globalization;

namespace MMPareto.Runs;

/// <summary>How the name of a method tells that its gradients are approximated: <c>mmpareto~features</c>, <c>mmpareto~refresh10</c>,
/// <c>mmpareto~features-refresh10</c>.</summary>
public static class ApproximationName
{
    private const char Mark = '~';
    private const string Features = "features";
    private const string Refresh = "refresh";

    /// <summary>The name; that of the method where nothing is approximated.</summary>
    /// <param name="method">Name of the exact method.</param>
    /// <param name="atFeatures">Whether weights are found at the encoders' outputs.</param>
    /// <param name="refreshEvery">Steps from one finding of the weights to the next, at least 1.</param>
    public static string Of(string method, bool atFeatures, int refreshEvery)
    {
        string[] parts = [.. atFeatures ? (string[])[Features] : [], .. refreshEvery > 1 ? [string.Create(CultureInfo.InvariantCulture, $"{Refresh}{refreshEvery}")] : (string[])[]];
        return parts.Length == 0 ? method : $"{method}{Mark}{string.Join('-', parts)}";
    }

    /// <summary>Takes a name apart; null when it is not one that <see cref="Of"/> gives.</summary>
    /// <param name="name">The name of a method or of an approximation.</param>
    public static (string Method, bool AtFeatures, int RefreshEvery)? Read(string name)
    {
        var (method, parts) = name.Split(Mark, 2) is [var before, var after] ? (before, after.Split('-')) : (name, []);
        var every = 1;
        foreach (var part in parts)
            if (part.StartsWith(Refresh, StringComparison.Ordinal) && !int.TryParse(part[Refresh.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out every))
                return null;
        var atFeatures = parts.Contains(Features);
        return Of(method, atFeatures, every) == name ? (method, atFeatures, every) : null;
    }
}
