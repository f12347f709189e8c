using MMPareto.Data;

namespace MMPareto.Tests.Data;

/// <summary>How a file that is not as it must be is refused.</summary>
internal static class Refusal
{
    /// <summary>A <see cref="DataException"/> of one line that begins with the file's path.</summary>
    public static string Of(string path, Action read)
    {
        var error = Assert.Throws<DataException>(read);
        Assert.True(IsProper(path, error), error.Message);
        return error.Message;
    }

    /// <summary>Whether reading succeeds or is refused properly; no other exception may come out.</summary>
    public static bool OrSuccess(string path, Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (DataException e)
        {
            return IsProper(path, e);
        }
    }

    private static bool IsProper(string path, DataException error) =>
        error.Message.StartsWith(path, StringComparison.Ordinal) && !error.Message.Any(char.IsControl);
}
