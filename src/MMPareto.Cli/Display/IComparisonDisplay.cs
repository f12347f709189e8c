using MMPareto.Experiments.Comparisons;

namespace MMPareto.Cli.Display;

/// <summary>Shows a comparison while it goes on.</summary>
internal interface IComparisonDisplay : IComparisonObserver
{
    /// <summary>Shows what a comparison reports while it goes on.</summary>
    /// <param name="run">The comparison; reports to this display.</param>
    T Show<T>(Func<IComparisonObserver, T> run);

    /// <summary>Something that the user should know.</summary>
    void Note(string sentence);

    /// <summary>Leaves the terminal in order when the process is about to end.</summary>
    void Abandon();
}
