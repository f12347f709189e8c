using System.Globalization;

namespace MMPareto.Runs;

/// <summary>A folder held against other processes, by an open file <c>.lock</c>; beside it, <c>.lock.pid</c> tells who holds it.</summary>
/// <remarks>
/// The system lets go of the file when the process ends, however it ends; a file that nobody holds means nothing. It stays while there is work left in
/// the folder: were it deleted, a process that has opened it and one that makes it anew could both believe to hold the folder.
/// </remarks>
public sealed class FolderLock : IDisposable
{
    /// <summary>Beginning of the names of both files.</summary>
    public const string FileName = ".lock";

    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)]; // of Linux, macOS and Windows

    private readonly FileStream _file;
    private readonly string _holder;
    private bool _isDone;

    private FolderLock(FileStream file, string holder) => (_file, _holder) = (file, holder);

    /// <summary>Takes the lock of a folder that exists.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="what">What goes on there while it is held: <c>a training</c>.</param>
    /// <param name="remedy">What to do when it is held, beside waiting: <c>give another --out</c>.</param>
    /// <exception cref="RunFolderException">Another process holds it, or the folder cannot be written to.</exception>
    public static FolderLock Take(string folder, string what, string remedy)
    {
        var path = Path.Combine(folder, FileName);
        var holder = $"{path}.pid";
        if (new FileInfo(path).LinkTarget is not null) throw new RunFolderException($"{path} must be a file; got a link, which would be written through. Delete it.");
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            WriteProcess(holder);
            return new FolderLock(file, holder);
        }
        catch (IOException e) when (Held.Contains(e.HResult))
        {
            throw new RunFolderException(
                $"{folder} must not be in use; got {what} that goes on there in process {ProcessIn(holder)}. Wait for its end, or {remedy}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new RunFolderException($"{folder} must be a folder that can be written to; got: {e.Message.TrimEnd('.')}. Make room or give rights, or {remedy}.", e);
        }
    }

    /// <summary>Tells that all work in the folder is done: whoever takes it after this has nothing to write. The file goes with the lock.</summary>
    public void WorkIsDone() => _isDone = true;

    /// <summary>Lets go of the folder.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(_holder);
            _file.Dispose();
            if (_isDone) File.Delete(_file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The number of a process that holds nothing means nothing, and what went wrong before this is what matters.
        }
        finally
        {
            _file.Dispose();
        }
    }

    private static void WriteProcess(string holder)
    {
        File.Delete(holder); // of a process that is gone, or a link that would be written through
        using var writer = new StreamWriter(new FileStream(holder, FileMode.CreateNew, FileAccess.Write));
        writer.Write(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    private static string ProcessIn(string holder)
    {
        try
        {
            return FileSize.Of(holder) is > 0 and < 20 ? File.ReadAllText(holder) : "unknown";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unknown"; // it has taken the lock a moment ago, or given it back
        }
    }
}
