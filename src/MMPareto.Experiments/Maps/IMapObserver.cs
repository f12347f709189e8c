using MMPareto.Experiments.Comparisons;

namespace MMPareto.Experiments.Maps;

/// <summary>Sees a map go by: its comparisons, one after the other.</summary>
public interface IMapObserver : IComparisonObserver
{
    /// <summary>The comparison at a place begins.</summary>
    /// <param name="cell">The place.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="count">How many there are.</param>
    void CellStarted(MapCell cell, int number, int count);
}
