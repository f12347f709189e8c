using System.Globalization;

namespace MMPareto.Cli.Display;

/// <summary>Rows done so far, on one line of standard error that is written over; nothing where that is no terminal.</summary>
internal sealed class RowCounter(Terminal terminal)
{
    private readonly Lock _gate = new(); // rows may be done on several threads
    private int _shown = -1;

    /// <param name="done">Rows done.</param>
    /// <param name="count">All rows.</param>
    public void Show(int done, int count)
    {
        var percent = (int)(100L * done / count);
        if (!terminal.IsLive || percent <= Volatile.Read(ref _shown)) return;
        lock (_gate) Write(done, count, percent);
    }

    private void Write(int done, int count, int percent)
    {
        if (percent <= _shown) return;
        _shown = percent;
        terminal.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{done:N0} of {count:N0} rows, {percent} %"));
    }

    /// <summary>Does some work, after which the line is taken away, also when it fails.</summary>
    /// <param name="work">Work that calls <see cref="Show"/>.</param>
    public T During<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        finally
        {
            Clear();
        }
    }

    private void Clear()
    {
        if (_shown >= 0) terminal.Error.Write($"\r{new string(' ', terminal.Room)}\r");
    }
}
