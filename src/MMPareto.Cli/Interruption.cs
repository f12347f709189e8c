using System.Runtime.InteropServices;

namespace MMPareto.Cli;

/// <summary>Ctrl-C, SIGTERM or a closed terminal: the first asks for a clean stop, the second ends at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action _stopping;
    private readonly Action _ending;

    /// <summary>Watches until it is disposed.</summary>
    /// <param name="stopping">Called on the first request, on a thread of its own.</param>
    /// <param name="ending">Called on the second, right before the process ends.</param>
    public Interruption(Action stopping, Action ending)
    {
        (_stopping, _ending) = (stopping, ending);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];
    }

    /// <summary>Is cancelled by the first request.</summary>
    public CancellationToken Token => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested)
        {
            _ending();
            return; // what the system does with the signal by itself: it ends the process
        }
        context.Cancel = true;
        _stopping();
        _stop.Cancel();
    }
}
