using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Tests.Hostile;

/// <summary>Does something between the look at a path and the end of its reading.</summary>
internal sealed record SwappingPreprocessor : FilePreprocessor
{
    public required Action Swap { get; init; }

    public override Modality Modality => new(Name, [1]);

    protected override void ReadFiles(CellRow row, Span<float> destination)
    {
        _ = row.PathIn(Column);
        Swap();
    }
}
