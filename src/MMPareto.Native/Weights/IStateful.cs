namespace MMPareto.Native.Weights;

/// <summary>Remembers something from step to step that a training must have to go on exactly.</summary>
public interface IStateful
{
    /// <summary>Names all that is remembered, for taking it and for giving it back. Called between steps.</summary>
    /// <param name="state">Takes or gives.</param>
    void VisitState(StateArchive state);
}
