using MMPareto.Benchmarks.Subjects;
using MMPareto.Data;

namespace MMPareto.Tests.Benchmarks;

/// <summary>A model so small that a question is answered in a moment.</summary>
internal static class SmallSubject
{
    public static Subject Subject { get; } = new("small", [new Modality("m1", [6]), new Modality("m2", [5])], 3, 8, ["model.encoder=mlp", "model.hidden=7", "model.features=6"]);
}
