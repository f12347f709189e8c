namespace MMPareto.Experiments.Configuration;

/// <summary>What kind of value a key takes.</summary>
public enum ConfigKind
{
    /// <summary>A whole number of 32 bits.</summary>
    WholeNumber,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>One line of text.</summary>
    Text,

    /// <summary>One of a few names.</summary>
    Choice,

    /// <summary>One or more numbers; a single one may stand without brackets.</summary>
    NumberList,
}
