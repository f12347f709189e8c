using System.Diagnostics;

namespace MMPareto.Tests.Damage.Cases;

/// <summary>Files that are none, or are large and take no room.</summary>
internal static class SpecialFiles
{
    /// <summary>A pipe that nobody writes to: who opens it to read waits.</summary>
    public static void MakePipe(string path)
    {
        using var process = Process.Start("mkfifo", path);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Makes a file so long, with zeros where nothing was written.</summary>
    public static void MakeHoles(string path, long length)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        file.SetLength(length);
    }
}
