using MMPareto.Experiments.Maps;

namespace MMPareto.Cli.Display;

/// <summary>Shows a comparison or a map while it goes on; of a map a line for each place, not for each run.</summary>
internal interface IComparisonDisplay : IMapObserver
{
    /// <summary>Shows what a comparison reports while it goes on.</summary>
    /// <param name="run">The comparison; reports to this display.</param>
    T Show<T>(Func<IMapObserver, T> run);

    /// <summary>Something that the user should know.</summary>
    void Note(string sentence);

    /// <summary>Leaves the terminal in order when the process is about to end.</summary>
    void Abandon();
}
