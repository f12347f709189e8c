namespace MMPareto.Gradients.LinearAlgebra;

/// <summary>min ½ xᵀMx − bᵀx over x ≥ 0 by the active-set method of Lawson and Hanson (1974), chapter 23.</summary>
internal static class NonNegativeQuadratic
{
    /// <summary>Finds the minimum; x holds it at the end.</summary>
    /// <param name="m">Symmetric, positive definite by more than rounding, [n, n] row by row, n ≤ 16.</param>
    /// <param name="b">The linear part, length n; at least one entry positive.</param>
    /// <param name="x">Receives the minimum, length n.</param>
    /// <param name="rounding">Entries of b − Mx up to this times 1 + Σx count as zero.</param>
    public static void Minimise(ReadOnlySpan<double> m, ReadOnlySpan<double> b, Span<double> x, double rounding)
    {
        x.Clear();
        Span<double> candidate = stackalloc double[x.Length];
        var passive = 0u; // bit i: x_i may be positive
        var blocked = 0u; // bit i: adding i led nowhere from here, up to rounding
        // In exact arithmetic no passive set returns and the method ends by itself, mostly within 2n moves. Rounding could
        // make two sets take turns at the last digit; the caller sees the residual either way.
        for (var moves = 0; moves < 100 * x.Length;)
        {
            var next = MostViolated(m, b, x, passive | blocked, rounding);
            if (next < 0) return;
            var trial = passive | 1u << next;
            // A row that depends on the passive ones up to rounding, or whose entry would be negative, is passed over.
            if (!Solve(m, b, trial, candidate) || candidate[next] <= 0)
            {
                blocked |= 1u << next;
                continue;
            }
            passive = WalkTo(m, b, x, candidate, trial);
            blocked = 0;
            moves++;
        }
    }

    /// <summary>Moves from x towards the candidate, dropping entries that reach zero, until a candidate is positive throughout.</summary>
    private static uint WalkTo(
        ReadOnlySpan<double> m, ReadOnlySpan<double> b, Span<double> x, Span<double> candidate, uint passive)
    {
        while (true)
        {
            var (step, first) = (1.0, -1);
            for (var i = 0; i < x.Length; i++)
            {
                if (!Has(passive, i) || candidate[i] > 0) continue;
                var reach = x[i] / (x[i] - candidate[i]);
                if (first < 0 || reach < step) (step, first) = (reach, i);
            }
            for (var i = 0; i < x.Length; i++)
                x[i] = Has(passive, i) ? Math.Max(0, x[i] + step * (candidate[i] - x[i])) : 0;
            if (first < 0) return passive;
            x[first] = 0;
            passive &= ~(1u << first);
            if (passive == 0 || !Solve(m, b, passive, candidate)) return passive;
        }
    }

    private static int MostViolated(
        ReadOnlySpan<double> m, ReadOnlySpan<double> b, ReadOnlySpan<double> x, uint except, double rounding)
    {
        var sum = 1.0;
        foreach (var entry in x) sum += entry;
        var (most, index) = (rounding * sum, -1);
        for (var i = 0; i < x.Length; i++)
        {
            if (Has(except, i)) continue;
            var dual = b[i];
            for (var j = 0; j < x.Length; j++) dual -= m[i * x.Length + j] * x[j];
            if (dual > most) (most, index) = (dual, i);
        }
        return index;
    }

    /// <summary>Solves the equations of the passive entries by Cholesky; the others are 0. False when they are dependent.</summary>
    private static bool Solve(ReadOnlySpan<double> m, ReadOnlySpan<double> b, uint passive, Span<double> solution)
    {
        var n = solution.Length;
        Span<int> index = stackalloc int[n];
        var size = 0;
        for (var i = 0; i < n; i++)
            if (Has(passive, i)) index[size++] = i;

        Span<double> lower = stackalloc double[size * size];
        Span<double> y = stackalloc double[size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = m[index[i] * n + index[j]];
                for (var k = 0; k < j; k++) sum -= lower[i * size + k] * lower[j * size + k];
                if (i != j) lower[i * size + j] = sum / lower[j * size + j];
                else if (!(sum > 0)) return false;
                else lower[i * size + i] = Math.Sqrt(sum);
            }
            y[i] = b[index[i]];
            for (var k = 0; k < i; k++) y[i] -= lower[i * size + k] * y[k];
            y[i] /= lower[i * size + i];
        }
        solution.Clear();
        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++) y[i] -= lower[k * size + i] * y[k];
            y[i] /= lower[i * size + i];
            solution[index[i]] = y[i];
        }
        return true;
    }

    private static bool Has(uint set, int i) => (set >> i & 1) != 0;
}
