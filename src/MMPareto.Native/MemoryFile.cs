using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MMPareto.Native;

/// <summary>A file that lives in memory only (memfd_create of Linux) and has a path while it is open.</summary>
internal sealed partial class MemoryFile : IDisposable
{
    private const uint CloseOnExec = 1;
    private readonly SafeFileHandle _handle;

    private MemoryFile(SafeFileHandle handle) => _handle = handle;

    public string Path => $"/proc/self/fd/{_handle.DangerousGetHandle()}";

    /// <returns>The file, or null where the system has no memory files.</returns>
    [SupportedOSPlatform("linux")]
    public static MemoryFile? Create(string name, ReadOnlySpan<byte> content)
    {
        var descriptor = CreateDescriptor(name, CloseOnExec);
        if (descriptor < 0) return null;
        var file = new MemoryFile(new SafeFileHandle(descriptor, ownsHandle: true));
        RandomAccess.Write(file._handle, content, 0);
        return file;
    }

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CreateDescriptor(string name, uint flags);
}
