namespace MMPareto.Data.Manifests.Checking;

/// <summary>What a check of a manifest has found.</summary>
/// <param name="Rows">Rows of the manifest.</param>
/// <param name="Columns">What its columns were taken for; empty when it could not be told.</param>
/// <param name="Missing">By modality, the share of rows that lack it, from 0 to 1.</param>
/// <param name="Classes">Rows of each class in training, validation and test, in the order of the classes.</param>
/// <param name="Findings">Errors first.</param>
public sealed record ManifestReport(
    int Rows, IReadOnlyList<ManifestColumn> Columns, IReadOnlyDictionary<string, double> Missing,
    IReadOnlyList<ClassCount> Classes, IReadOnlyList<ManifestFinding> Findings)
{
    /// <summary>Whether training would stop.</summary>
    public bool HasErrors => Findings.Any(finding => finding.IsError);
}
