using System.Diagnostics.CodeAnalysis;

namespace MMPareto.Data.Loading;

/// <summary>Reads batches ahead of their consumer and hands them over in order.</summary>
/// <remarks>
/// Every batch is a task that has not been started. A worker claims the lowest one that nobody has claimed
/// and runs it in its own thread; <see cref="_room"/> holds one permit for every batch that may be claimed
/// but not yet taken. The lowest batch not taken has therefore always been claimed, or a worker is free to
/// claim it: no order of events blocks for ever.
/// </remarks>
internal sealed class Prefetcher : IDisposable
{
    private readonly Task<MultimodalBatch>[] _batches;
    private readonly Task[] _workers;
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _stop = new();
    private int _lastClaimed = -1;
    private int _taken;

    public Prefetcher(BatchReader reader, int[][] plan, int? view, LoaderOptions options)
    {
        var stop = _stop.Token;
        _batches = Array.ConvertAll(
            plan, batch => new Task<MultimodalBatch>(() => reader.Read(batch, view, stop), CancellationToken.None));
        _room = new SemaphoreSlim(options.Prefetch);
        var workerCount = Math.Min(options.Workers, plan.Length);
        _workers = [.. Enumerable.Range(0, workerCount).Select(_ => StartWorker())];
    }

    /// <summary>Waits for the next batch; its exception, if reading it failed, is thrown here.</summary>
    /// <returns>False when all batches have been taken.</returns>
    public bool TryTake([NotNullWhen(true)] out MultimodalBatch? batch)
    {
        batch = null;
        if (_taken == _batches.Length) return false;
        batch = _batches[_taken].GetAwaiter().GetResult();
        _batches[_taken++] = null!; // done, and not remembered until the epoch ends
        _room.Release();
        return true;
    }

    /// <summary>Stops the workers, waits for them, and frees the batches that nobody took.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        Task.WaitAll(_workers);
        foreach (var batch in _batches.AsSpan(_taken))
        {
            if (batch.IsCompletedSuccessfully) batch.Result.Dispose();
            _ = batch.Exception; // seen, so that the runtime does not report it as unobserved
        }
        _room.Dispose();
        _stop.Dispose();
    }

    private Task StartWorker() => Task.Factory.StartNew(
        Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Work()
    {
        while (WaitForRoom() && Interlocked.Increment(ref _lastClaimed) is var next && next < _batches.Length)
            _batches[next].RunSynchronously(TaskScheduler.Default);
    }

    private bool WaitForRoom()
    {
        try
        {
            _room.Wait(_stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
