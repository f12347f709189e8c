namespace MMPareto.Data.Manifests;

/// <summary>Rows of a manifest for training, validation and test, ascending.</summary>
/// <param name="Train">For gradients.</param>
/// <param name="Validation">For choosing epochs and settings.</param>
/// <param name="Test">Scored once, at the end.</param>
/// <param name="Note">How they were made, a sentence.</param>
internal sealed record SplitRows(int[] Train, int[] Validation, int[] Test, string Note)
{
    /// <summary>The same without some rows.</summary>
    public SplitRows Without(IReadOnlyDictionary<int, string> rows)
    {
        int[] Left(int[] part) => rows.Count == 0 ? part : [.. part.Where(row => !rows.ContainsKey(row))];
        return this with { Train = Left(Train), Validation = Left(Validation), Test = Left(Test) };
    }
}
