namespace MMPareto.Data.CgMnist;

/// <summary>By which rule the validation images are coloured.</summary>
public enum ValidationColours
{
    /// <summary>
    /// As test images: the colour tells nothing of the digit, so validation foretells the test.
    /// </summary>
    Unbiased,

    /// <summary>
    /// As training images: the colour gives the digit away, and validation is blind to what the test asks.
    /// </summary>
    Biased,
}
