using System.Globalization;
using MMPareto.Gradients;
using MMPareto.Gradients.LinearAlgebra;

namespace MMPareto.Experiments.Checks;

/// <summary>Conditions that any right answer meets, on random gradients, the same in every run.</summary>
internal static class RandomCases
{
    private const int Seed = 20240117;
    private const int Cases = 3000;
    private const double Gamma = 1.5;
    private const double Rounding = 1e-9;

    public static IReadOnlyList<Func<SelfTestResult>> All { get; } =
        [MinNormIsOptimal, DescendsOnBoth, IsLongEnough, KeepsTheSum];

    /// <summary>The Karush-Kuhn-Tucker conditions tell for sure: the problem is convex.</summary>
    private static SelfTestResult MinNormIsOptimal()
    {
        var generator = new Random(Seed);
        var worst = 0.0;
        for (var i = 0; i < Cases; i++)
        {
            var rows = generator.Next(2, 9);
            worst = Math.Max(worst, MinNorm.Solve(RandomGramian(generator, rows)).Residual);
        }
        return new SelfTestResult(
            $"min-norm certificate, 2 to 8 rows, {Cases} cases",
            $"residual up to {Text(Rounding)}", Text(worst), worst <= Rounding);
    }

    private static SelfTestResult DescendsOnBoth() => Count("descent on both losses", pair =>
        pair.ProductWith(0) >= -Rounding * pair.Length * pair.Norm(0)
        && pair.ProductWith(1) >= -Rounding * pair.Length * pair.Norm(1));

    private static SelfTestResult IsLongEnough() => Count("length at least gamma times the sum", pair =>
        pair.Length >= Gamma * pair.SumLength * (1 - Rounding)
        || pair.Reason is CombinationReason.Capped or CombinationReason.Stationary);

    private static SelfTestResult KeepsTheSum() => Count("gamma times the sum without conflict", pair =>
        pair.InConflict || pair.First == Gamma && pair.Second == Gamma);

    private static SelfTestResult Count(string name, Func<CombinedPair, bool> holds)
    {
        var generator = new Random(Seed);
        var violations = 0;
        for (var i = 0; i < Cases; i++)
            if (!holds(CombinedPair.Of(RandomGramian(generator, 2), Gamma))) violations++;
        return new SelfTestResult(
            $"{name}, {Cases} cases", "0 violations", $"{violations} violations", violations == 0);
    }

    /// <summary>Inner products of rows of 1 to 12 entries, of lengths up to six orders of magnitude apart.</summary>
    private static double[] RandomGramian(Random generator, int rows)
    {
        var vectors = new double[rows][];
        var entries = generator.Next(1, 13);
        for (var i = 0; i < rows; i++)
        {
            var scale = Math.Pow(10, generator.Next(-3, 4));
            vectors[i] = new double[entries];
            for (var k = 0; k < entries; k++) vectors[i][k] = scale * (2 * generator.NextDouble() - 1);
        }
        var gramian = new double[rows * rows];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < rows; j++)
                gramian[i * rows + j] = vectors[i].Zip(vectors[j], (a, b) => a * b).Sum();
        return gramian;
    }

    private static string Text(double value) => value.ToString("0.0e+00", CultureInfo.InvariantCulture);
}
