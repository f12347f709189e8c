namespace MMPareto.Data.Manifests;

/// <summary>What the cells of a manifest's column are.</summary>
public enum ColumnKind
{
    /// <summary>Nothing that is used.</summary>
    Ignored,

    /// <summary>Paths of images.</summary>
    Image,

    /// <summary>Folders of images, or lists of images, that are the frames of a video.</summary>
    Frames,

    /// <summary>Paths of audio files.</summary>
    Audio,

    /// <summary>Paths of .npy files.</summary>
    Array,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Numbers; all columns of numbers and categories are one modality, the table.</summary>
    Number,

    /// <summary>One of a few names; all columns of numbers and categories are one modality, the table.</summary>
    Category,

    /// <summary>What is to be predicted.</summary>
    Label,

    /// <summary>train, validation or test.</summary>
    Split,

    /// <summary>What samples of one person, place or recording have in common; a group is never split.</summary>
    Group,

    /// <summary>A name of the sample, for predictions.</summary>
    Id,
}
