using System.IO.Compression;

namespace MMPareto.Data.Mnist;

/// <summary>A public copy of MNIST on the web, compressed with gzip.</summary>
/// <param name="address">
/// The folder, with a slash at its end; the files' names and <c>.gz</c> are appended.
/// </param>
/// <param name="handler">
/// Makes what sends requests; left out, one that waits at most 5 seconds to connect.
/// </param>
public sealed class HttpMirror(Uri address, Func<HttpMessageHandler>? handler = null) : IMnistSource
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TransferTime = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public string Name => address.Host;

    /// <inheritdoc/>
    public async Task FetchAsync(
        IReadOnlyList<MnistFile> files, StagingFolder staging, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TransferTime);
        var sender = handler?.Invoke() ?? new SocketsHttpHandler { ConnectTimeout = ConnectTime };
        using var client = new HttpClient(sender) { Timeout = AnswerTime };
        foreach (var file in files) await FetchAsync(client, file, staging, limit.Token);
    }

    private async Task FetchAsync(
        HttpClient client, MnistFile file, StagingFolder staging, CancellationToken cancellationToken)
    {
        var source = new Uri(address, file.Name + ".gz");
        using var answer = await client.GetAsync(
            source, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await using var plain = new GZipStream(body, CompressionMode.Decompress);
        await staging.AcceptAsync(file, plain, source.ToString(), cancellationToken);
    }
}
