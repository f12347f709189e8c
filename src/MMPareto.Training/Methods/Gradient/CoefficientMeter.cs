using System.Globalization;
using MMPareto.Native.Weights;

namespace MMPareto.Training.Methods.Gradient;

/// <summary>The mean over steps of what a method multiplied the gradients of each modality by.</summary>
/// <param name="names">Names of the modalities.</param>
internal sealed class CoefficientMeter(IReadOnlyList<string> names) : IStateful
{
    private double[] _sums = new double[names.Count];
    private long _steps;

    public void Add(IReadOnlyList<double> coefficients)
    {
        for (var k = 0; k < _sums.Length; k++) _sums[k] += coefficients[k];
        _steps++;
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        state.Numbers("sums", ref _sums);
        state.Number("steps", ref _steps);
    }

    /// <summary>A sentence for readers of the results.</summary>
    /// <param name="method">Name of the method.</param>
    public string Note(string method) => _steps == 0 ? $"{method} modulated no step"
        : $"mean factor of {method} on the gradients in {_steps} modulated steps: "
            + string.Join(", ", names.Zip(_sums, (name, sum) => string.Create(CultureInfo.InvariantCulture, $"{name} {sum / _steps:0.0000}")));
}
