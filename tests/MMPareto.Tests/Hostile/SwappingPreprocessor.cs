using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Preprocessing;

namespace MMPareto.Tests.Hostile;

/// <summary>Does something while a file is decoded: after the look at its path, and before its values are there.</summary>
internal sealed record SwappingPreprocessor : FilePreprocessor
{
    public required Action Swap { get; init; }

    public override Modality Modality => new(Name, [1]);

    protected override void ReadFiles(CellRow row, Span<float> destination) => Decode(row, row.PathIn(Column), "swapped", destination, (values, _) =>
    {
        Swap();
        values.Fill(1);
    });
}
