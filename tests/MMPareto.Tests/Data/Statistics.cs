namespace MMPareto.Tests.Data;

/// <summary>What tests of random things need.</summary>
internal static class Statistics
{
    public static double Variance(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
    }

    /// <summary>Pearson's statistic for equal expectations.</summary>
    public static double ChiSquare(IEnumerable<int> counts, double expected) =>
        counts.Sum(count => (count - expected) * (count - expected) / expected);

    /// <summary>Pearson's statistic for the independence of rows and columns.</summary>
    public static double ChiSquare(int[,] table)
    {
        var (rows, columns) = (table.GetLength(0), table.GetLength(1));
        var (rowSums, columnSums) = (new int[rows], new int[columns]);
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                rowSums[r] += table[r, c];
                columnSums[c] += table[r, c];
            }
        }
        double total = rowSums.Sum(), sum = 0;
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var expected = rowSums[r] * columnSums[c] / total;
                sum += (table[r, c] - expected) * (table[r, c] - expected) / expected;
            }
        }
        return sum;
    }
}
