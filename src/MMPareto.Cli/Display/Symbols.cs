namespace MMPareto.Cli.Display;

/// <summary>The few characters beyond ASCII where the terminal shows them, stand-ins where it does not.</summary>
/// <param name="Missing">Stands for what was not measured.</param>
/// <param name="Ellipsis">Ends a text that was cut.</param>
/// <param name="Full">The part of a bar that is done.</param>
/// <param name="Empty">The part that is not.</param>
internal sealed record Symbols(string Missing, string Ellipsis, char Full, char Empty)
{
    public static Symbols Unicode { get; } = new("–", "…", '━', '─');

    public static Symbols Ascii { get; } = new("-", ".", '#', '-');
}
