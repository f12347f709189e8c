using CsCheck;
using MMPareto.Training.Metrics;

namespace MMPareto.Tests.Training.Metrics;

public class ConfusionMatrixTests
{
    /// <summary>
    /// By hand: class 0 has TP 2, FP 1, FN 1, so F1 4/6; class 1 has TP 1, FP 1, FN 1, so 2/4; class 2 has TP 0, FN 1,
    /// so 0; class 3 has FP 1 alone, so 0; class 4 occurs nowhere and is left out.
    /// </summary>
    [Fact]
    public void Scores_agree_with_those_by_hand()
    {
        var confusion = new ConfusionMatrix(5);
        confusion.Add([0, 0, 0], [0, 0, 1]);
        confusion.Add([1, 1, 2], [1, 0, 3]);
        Assert.Equal(6, confusion.Count);
        Assert.Equal(3 / 6.0, confusion.Accuracy, 15);
        Assert.Equal(((4 / 6.0) + (2 / 4.0) + 0 + 0) / 4, confusion.MacroF1, 15);
        Assert.Equal((2, 1, 1, 1, 1, 0),
            (confusion[0, 0], confusion[0, 1], confusion[1, 0], confusion[1, 1], confusion[2, 3], confusion[3, 2]));
    }

    [Fact]
    public void Classes_that_occur_nowhere_do_not_lower_the_score()
    {
        var confusion = new ConfusionMatrix(100);
        confusion.Add([7, 9], [7, 9]);
        Assert.Equal((1.0, 1.0), (confusion.Accuracy, confusion.MacroF1));
    }

    [Fact]
    public void Without_samples_scores_are_zero()
    {
        var confusion = new ConfusionMatrix(3);
        confusion.Add([], []);
        Assert.Equal((0L, 0.0, 0.0), (confusion.Count, confusion.Accuracy, confusion.MacroF1));
    }

    [Fact]
    public void One_class_predicted_for_all_scores_low_in_macro_F1()
    {
        var confusion = new ConfusionMatrix(4);
        confusion.Add([0, 1, 2, 3], [0, 0, 0, 0]);
        Assert.Equal(0.25, confusion.Accuracy, 15);
        Assert.Equal(2.0 / 5 / 4, confusion.MacroF1, 15);
    }

    /// <summary>Precision and recall from the lists of samples, with no matrix.</summary>
    [Fact]
    public void Scores_agree_with_precision_and_recall_counted_sample_by_sample() =>
        Gen.Int[2, 6].SelectMany(classes => Gen.Select(
            Gen.Const(classes), Gen.Select(Gen.Long[0, classes - 1], Gen.Long[0, classes - 1]).Array[1, 40], Gen.Int[0, 40]))
        .Sample((classes, samples, cut) =>
        {
            long[] labels = [.. samples.Select(s => s.Item1)], predictions = [.. samples.Select(s => s.Item2)];
            var confusion = new ConfusionMatrix(classes);
            cut = Math.Min(cut, samples.Length);
            confusion.Add(labels.AsSpan(0, cut), predictions.AsSpan(0, cut));
            confusion.Add(labels.AsSpan(cut), predictions.AsSpan(cut));

            Assert.Equal(samples.Average(s => s.Item1 == s.Item2 ? 1.0 : 0), confusion.Accuracy, 12);
            var scores = labels.Concat(predictions).Distinct().Select(c =>
            {
                var hits = samples.Count(s => s.Item1 == c && s.Item2 == c);
                if (hits == 0) return 0;
                var precision = (double)hits / predictions.Count(p => p == c);
                var recall = (double)hits / labels.Count(l => l == c);
                return 2 * precision * recall / (precision + recall);
            });
            Assert.Equal(scores.Average(), confusion.MacroF1, 12);
        }, iter: 500, threads: 1);

    [Fact]
    public void Lists_of_different_lengths_are_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => new ConfusionMatrix(2).Add([0, 1], [0]));
        Assert.Equal("predictions must have length 2; got 1. (Parameter 'predictions')", e.Message);
    }
}
