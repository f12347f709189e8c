using MMPareto.Training.Metrics;

namespace MMPareto.Tests.Training.Targets;

/// <summary>Against the definitions, pair by pair and threshold by threshold, on random cases with ties.</summary>
public sealed class RankMetricsTests
{
    [Fact]
    public void Areas_are_the_share_of_pairs_in_the_right_order()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var (metrics, scores, truths, count, classes) = Case(random);
            var expected = Enumerable.Range(0, classes).Select(c => Area(scores, truths, count, classes, c)).OfType<double>().ToArray();
            if (expected.Length == 0) Assert.Null(metrics.MeanAUROC());
            else Assert.Equal(expected.Average(), metrics.MeanAUROC()!.Value, 1e-12);
        }
    }

    [Fact]
    public void Average_precision_is_the_sum_over_thresholds()
    {
        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            var (metrics, scores, truths, count, classes) = Case(random);
            var expected = Enumerable.Range(0, classes).Select(c => Precision(scores, truths, count, classes, c)).OfType<double>().ToArray();
            if (expected.Length == 0) Assert.Null(metrics.MeanAveragePrecision());
            else Assert.Equal(expected.Average(), metrics.MeanAveragePrecision()!.Value, 1e-12);
        }
    }

    /// <summary>The example of scikit-learn's documentation of average_precision_score and roc_auc_score: 0.83 and 0.75.</summary>
    [Fact]
    public void A_published_example()
    {
        var metrics = new RankMetrics(1);
        metrics.Add([0.1f, 0.4f], [false, false], null);
        metrics.Add([0.35f, 9, 0.8f], [true, true, true], [0, 2]); // the sample between is not spoken of
        Assert.Equal(0.75, metrics.MeanAUROC());
        Assert.Equal(0.8333333333333333, metrics.MeanAveragePrecision()!.Value, 1e-15);
    }

    private static (RankMetrics, float[], bool[], int, int) Case(Random random)
    {
        var (count, classes) = (random.Next(1, 12), random.Next(1, 4));
        float[] scores = [.. Enumerable.Range(0, count * classes).Select(_ => random.Next(5) / 4f)];
        bool[] truths = [.. scores.Select(_ => random.Next(3) == 0)];
        var metrics = new RankMetrics(classes);
        metrics.Add(scores, truths, null);
        return (metrics, scores, truths, count, classes);
    }

    private static double? Area(float[] scores, bool[] truths, int count, int classes, int c)
    {
        double[] pairs = [.. from i in Enumerable.Range(0, count)
                    where truths[(i * classes) + c]
                    from j in Enumerable.Range(0, count)
                    where !truths[(j * classes) + c]
                    select scores[(i * classes) + c].CompareTo(scores[(j * classes) + c]) switch { > 0 => 1.0, 0 => 0.5, _ => 0 }];
        return pairs.Length > 0 ? pairs.Average() : null;
    }

    private static double? Precision(float[] scores, bool[] truths, int count, int classes, int c)
    {
        var samples = Enumerable.Range(0, count).Select(i => (Score: scores[(i * classes) + c], Truth: truths[(i * classes) + c])).ToArray();
        var positives = samples.Count(sample => sample.Truth);
        if (positives == 0) return null;
        var (sum, recall) = (0.0, 0.0);
        foreach (var threshold in samples.Select(sample => sample.Score).Distinct().OrderDescending())
        {
            var chosen = samples.Where(sample => sample.Score >= threshold).ToArray();
            var now = (double)chosen.Count(sample => sample.Truth) / positives;
            sum += (now - recall) * chosen.Count(sample => sample.Truth) / chosen.Length;
            recall = now;
        }
        return sum;
    }
}
