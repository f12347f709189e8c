namespace MMPareto.Data.Manifests;

/// <summary>A column of a manifest, and what it was taken for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="Reason">Why, in a few words: <c>stated</c>, <c>its name</c>, <c>file names end in .jpg</c>.</param>
public sealed record ManifestColumn(string Name, ColumnKind Kind, string Reason)
{
    /// <summary>What is predicted, where the column is a label.</summary>
    public TargetKind LabelKind { get; init; }
}
