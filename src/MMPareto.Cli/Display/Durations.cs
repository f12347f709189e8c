using System.Globalization;

namespace MMPareto.Cli.Display;

/// <summary>Times as people read them.</summary>
internal static class Durations
{
    /// <summary><c>0.42 s</c>, <c>12.3 s</c>, <c>4:05</c> (minutes) or <c>1:02:03</c>.</summary>
    public static string Text(TimeSpan time)
    {
        var seconds = time.TotalSeconds;
        if (seconds < 10) return seconds.ToString("0.00 's'", CultureInfo.InvariantCulture);
        if (seconds < 60) return seconds.ToString("0.0 's'", CultureInfo.InvariantCulture);
        var rounded = TimeSpan.FromSeconds(Math.Round(seconds));
        return rounded.TotalHours < 1
            ? rounded.ToString(@"m\:ss", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{(int)rounded.TotalHours}:{rounded:mm\\:ss}");
    }

    /// <summary>The same in whole seconds, for a time that is a guess.</summary>
    public static string Rough(TimeSpan time) => time.TotalSeconds < 59.5
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s")
        : Text(time);
}
