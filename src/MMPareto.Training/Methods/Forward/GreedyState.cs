namespace MMPareto.Training.Methods.Forward;

/// <summary>What <see cref="GreedyMethod"/> remembers from step to step.</summary>
public sealed record GreedyState
{
    /// <summary>μ_main of both branches: sums over the measured steps of ‖∇θ‖²/‖θ‖² of encoder and head.</summary>
    public (double First, double Second) Main { get; init; }

    /// <summary>μ_bypass of both branches: the same of the parameters through which the branch hears of the other.</summary>
    public (double First, double Second) Bypass { get; init; }

    /// <summary>The branch that the next step curates; null for none.</summary>
    public int? Curated { get; init; }

    /// <summary>Steps of curation to come.</summary>
    public int StepsLeft { get; init; }

    /// <summary>Steps so far in which each branch was curated.</summary>
    public (int First, int Second) CuratedSteps { get; init; }

    /// <summary>d = BDR_0 − BDR_1 with BDR = log10(μ_bypass/μ_main); not finite while a sum is zero.</summary>
    public double Difference => Math.Log10(Bypass.First / Main.First) - Math.Log10(Bypass.Second / Main.Second);

    /// <summary>Adds the ratios of a measured step.</summary>
    /// <param name="main">Of the branches.</param>
    /// <param name="bypass">Of the parameters between them.</param>
    public GreedyState Plus((double First, double Second) main, (double First, double Second) bypass) => this with
    {
        Main = (Main.First + main.First, Main.Second + main.Second),
        Bypass = (Bypass.First + bypass.First, Bypass.Second + bypass.Second),
    };

    /// <summary>Begins a curation when the branches differ by more than ε: of branch 1 when d is below zero, else of branch 0.</summary>
    /// <param name="options">ε and Q.</param>
    public GreedyState Decide(GreedyOptions options) => !double.IsFinite(Difference) || Math.Abs(Difference) <= options.Epsilon ? this
        : this with { Curated = Difference < 0 ? 1 : 0, StepsLeft = options.CurationSteps };

    /// <summary>After a step of curation.</summary>
    public GreedyState Curate() => this with
    {
        CuratedSteps = Curated == 0 ? (CuratedSteps.First + 1, CuratedSteps.Second) : (CuratedSteps.First, CuratedSteps.Second + 1),
        StepsLeft = StepsLeft - 1,
        Curated = StepsLeft > 1 ? Curated : null,
    };
}
