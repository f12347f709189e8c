namespace MMPareto.Benchmarks.Subjects;

/// <summary>Takes steps of the released code's procedure in plain float32.</summary>
internal interface IPlainSteps : IDisposable
{
    /// <summary>Takes one.</summary>
    void Take();
}
