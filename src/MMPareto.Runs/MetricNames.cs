namespace MMPareto.Runs;

/// <summary>What <see cref="MetricsRecord.Main"/> can be, in a word.</summary>
public static class MetricNames
{
    /// <summary>Of classes.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Of several labels.</summary>
    public const string AveragePrecision = "mAP";

    /// <summary>Of numbers.</summary>
    public const string RSquared = "R²";

    /// <summary>The mean over tasks of different kinds.</summary>
    public const string Score = "score";
}
