namespace MMPareto.Experiments.Diagnostics;

/// <summary>What can be asked of a finished run.</summary>
[Flags]
public enum DiagnosticParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Noise of the mini-batch gradients at frozen weights.</summary>
    Noise = 1,

    /// <summary>Linear probe of each frozen encoder.</summary>
    Probe = 2,

    /// <summary>Shapley value of each modality.</summary>
    Shapley = 4,

    /// <summary>The loss around the solution.</summary>
    Landscape = 8,

    /// <summary>All of it.</summary>
    All = Noise | Probe | Shapley | Landscape,
}
