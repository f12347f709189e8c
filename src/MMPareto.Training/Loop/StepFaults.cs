using System.Globalization;
using System.Text;
using MMPareto.Gradients;
using MMPareto.Native.Weights;

namespace MMPareto.Training.Loop;

/// <summary>The steps of a run that were not finite and that it went on from.</summary>
/// <param name="options">What becomes of such steps, and how many the run goes on from.</param>
internal sealed class StepFaults(TrainerOptions options) : IStateful
{
    private long _count;
    private byte[] _first = [];

    /// <summary>What becomes of a step that is not finite.</summary>
    public NotFinitePolicy Policy => options.NotFinite;

    /// <summary>What readers of the results should know, a sentence; none when all steps were finite.</summary>
    public IReadOnlyList<string> Notes => _count == 0 ? [] :
    [
        string.Create(CultureInfo.InvariantCulture, $"{_count} {(_count == 1 ? "step was" : "steps were")} not finite and ")
            + $"{Outcome}; the first: {Encoding.UTF8.GetString(_first)}",
    ];

    private string Outcome => Policy == NotFinitePolicy.Skip ? "left out"
        : "undone with those since the epoch began" + (options.CheckpointSteps == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", or since the last multiple of {options.CheckpointSteps} steps"));

    /// <summary>Counts a step that was not finite.</summary>
    /// <param name="fault">What was not finite.</param>
    /// <exception cref="NumericalException">The run is not to go on: by its policy, or as there were too many.</exception>
    public void Count(NumericalException fault)
    {
        if (Policy == NotFinitePolicy.Stop) throw fault;
        if (_count == options.NotFiniteLimit)
            throw fault.With(string.Create(
                CultureInfo.InvariantCulture, $"{options.NotFiniteLimit} such steps were passed over before, as many as training.not_finite_limit allows."));
        if (_count++ == 0) _first = Encoding.UTF8.GetBytes(fault.Where);
    }

    /// <inheritdoc/>
    public void VisitState(StateArchive state)
    {
        state.Number("count", ref _count);
        state.Bytes("first", ref _first);
    }
}
