using System.Net;
using System.Net.Sockets;

namespace MMPareto.Tests.Hostile;

/// <summary>Counts who connects to it, and hangs up.</summary>
internal sealed class RequestTrap : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Thread _thread;
    private int _count;

    public RequestTrap()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _thread = new Thread(Accept) { IsBackground = true };
        _thread.Start();
    }

    public int Port { get; }

    public int Count => Volatile.Read(ref _count);

    public void Dispose()
    {
        _listener.Stop();
        _thread.Join();
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                using var client = _listener.AcceptTcpClient();
                Interlocked.Increment(ref _count);
            }
        }
        catch (SocketException)
        {
            // Stopped.
        }
    }
}
