using System.ComponentModel;
using System.Diagnostics;

namespace MMPareto.Data.Audio;

/// <summary>One run of a decoder, which ends with this object, by cancellation or at its time limit.</summary>
internal sealed class DecoderProcess : IDisposable
{
    private const int LongestMessage = 300;

    private readonly Process _process;
    private readonly string _path;
    private readonly TimeSpan _timeLimit;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenRegistration _killing;
    private readonly Task<string> _lastError;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its full path.</param>
    /// <param name="arguments">Its arguments, which no shell sees.</param>
    /// <param name="folder">Where it runs; null for the working folder.</param>
    /// <param name="path">The file that it decodes, for messages.</param>
    /// <param name="timeLimit">How long it may run.</param>
    /// <param name="cancellation">Ends it.</param>
    public DecoderProcess(
        string program, IReadOnlyList<string> arguments, string? folder, string path, TimeSpan timeLimit,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _path = path;
        _timeLimit = timeLimit;
        _cancellation = cancellation;
        _process = Start(program, arguments, folder, path);
        _process.StandardInput.Close();
        _lastError = Task.Factory.StartNew(
            ReadLastError, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _killing = _stop.Token.Register(Kill);
        _stop.CancelAfter(timeLimit);
    }

    /// <summary>What it writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Waits for its end, and throws unless it ended well.</summary>
    /// <exception cref="DataException">It failed or came to its time limit.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Finish()
    {
        Output.CopyTo(Stream.Null);
        var error = _lastError.GetAwaiter().GetResult();
        _process.WaitForExit();
        _cancellation.ThrowIfCancellationRequested();
        if (_process.ExitCode == 0) return;
        throw new DataException(_stop.IsCancellationRequested
            ? FormattableString.Invariant(
                $"{_path} cannot be decoded: ffmpeg did not end within {_timeLimit.TotalSeconds} s. Is the file whole?")
            : $"{_path} cannot be decoded: {(error.Length > 0 ? error : $"ffmpeg ended with code {_process.ExitCode}.")}");
    }

    /// <summary>Ends the program, if it still runs.</summary>
    public void Dispose()
    {
        _killing.Dispose();
        _stop.Dispose();
        Kill();
        _process.WaitForExit();
        _lastError.Wait();
        _process.Dispose();
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, string? folder, string path)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = folder ?? "",
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new DataException($"{path} cannot be decoded: {program} cannot be started: {e.Message}.", e);
        }
    }

    /// <summary>Reads all of its messages, and keeps the last line that says something.</summary>
    private string ReadLastError()
    {
        var last = "";
        while (_process.StandardError.ReadLine() is { } line)
            if (!string.IsNullOrWhiteSpace(line)) last = line.Trim();
        last = WithoutOrigin(last);
        return last.Length <= LongestMessage ? last : last[..LongestMessage];
    }

    /// <summary>Takes away what ffmpeg puts first: the file, which the message names, or <c>[part @ 0x1234] </c>.</summary>
    private string WithoutOrigin(string line)
    {
        var file = $"file:{Path.GetFullPath(_path)}: ";
        if (line.StartsWith(file, StringComparison.Ordinal)) return line[file.Length..];
        var end = line.IndexOf("] ", StringComparison.Ordinal);
        return line.StartsWith('[') && end > 0 ? line[(end + 2)..] : line;
    }

    private void Kill()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in the meantime.
        }
    }
}
