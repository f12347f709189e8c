using System.Diagnostics;
using TorchSharp;

namespace MMPareto.Benchmarks.Questions;

/// <summary>Readings of this process while it trains.</summary>
internal sealed class MemoryReadings
{
    private readonly List<double> _steps = [];
    private readonly List<double> _resident = [];
    private readonly List<double> _tensors = [];

    /// <summary>Reads resident size and live tensors.</summary>
    /// <param name="step">Steps taken.</param>
    public void Take(double step)
    {
        using var self = Process.GetCurrentProcess();
        _steps.Add(step);
        _resident.Add(self.WorkingSet64);
        _tensors.Add(torch.Tensor.TotalCount);
    }

    /// <summary>All of them, and the peak until now.</summary>
    public MemoryRun ToRun()
    {
        using var self = Process.GetCurrentProcess();
        return new(_steps, _resident, _tensors, self.PeakWorkingSet64);
    }
}
