namespace MMPareto.Data;

/// <summary>What the values of a modality are.</summary>
public enum ModalityKind
{
    /// <summary>What the shape says: an image [c, h, w], or numbers.</summary>
    Plain,

    /// <summary>Frames of a video, [t, c, h, w].</summary>
    Frames,

    /// <summary>A spectrogram, [1, bins, frames], or [1, frames, bins] of Kaldi's filter bank.</summary>
    Spectrogram,

    /// <summary>Numbers over time, [t, features].</summary>
    Sequence,

    /// <summary>Codes of tokens, [tokens]; 0 fills up at the end.</summary>
    Text,

    /// <summary>Numbers, then one code for each category column; code 0 is unknown or missing.</summary>
    Table,
}
