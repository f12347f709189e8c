namespace MMPareto.Data.Manifests.Drafting;

/// <summary>What the folders of one level stand for.</summary>
internal enum FolderRole
{
    /// <summary>Parts of the data: train, validation, test.</summary>
    Split,

    /// <summary>Modalities: the same names of files occur in several of them.</summary>
    Modality,

    /// <summary>Classes.</summary>
    Label,

    /// <summary>Anything else.</summary>
    Other,
}
