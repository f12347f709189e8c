using MMPareto.Benchmarks.Subjects;

namespace MMPareto.Benchmarks;

/// <summary>A question about speed or memory, which answers itself by measuring.</summary>
internal interface IQuestion
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it asks, in a line.</summary>
    string Summary { get; }

    /// <summary>The models that <c>--model</c> may name, the smallest first; empty where there is no choice.</summary>
    IReadOnlyList<Subject> Subjects { get; }

    /// <summary>What must hold of its figures.</summary>
    IReadOnlyList<Bar> Bars { get; }

    /// <summary>Measures.</summary>
    /// <param name="options">How thoroughly, and on what.</param>
    /// <param name="progress">Receives a line on what takes long.</param>
    Findings Answer(BenchmarkOptions options, TextWriter progress);
}
