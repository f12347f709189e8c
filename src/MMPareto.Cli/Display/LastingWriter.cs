using System.Text;

namespace MMPareto.Cli.Display;

/// <summary>Output that a run outlives: what can no longer be written, on a full disk or a terminal that is gone, is left out and remembered.</summary>
/// <remarks>A closed pipe is no failure: who reads the first lines of a result and leaves has what they wanted.</remarks>
internal sealed class LastingWriter : TextWriter
{
    private readonly TextWriter _inner;

    /// <param name="inner">Where to.</param>
    public LastingWriter(TextWriter inner)
        : base(inner.FormatProvider) => (_inner, NewLine) = (inner, inner.NewLine);

    /// <summary>Why something could not be written; null when all was.</summary>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => _inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => _inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => _inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => _inner.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => _inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(_inner.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Problem ??= e.Message;
        }
    }
}
