using System.Globalization;

namespace MMPareto.Fuzzing.Processes;

/// <summary>The most memory that this process had at once.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";

    /// <summary>In bytes, native memory included, from the system where it tells.</summary>
    public static long Bytes()
    {
        if (!File.Exists(Status)) return Environment.WorkingSet;
        var line = File.ReadLines(Status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) << 10;
    }
}
