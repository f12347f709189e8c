namespace MMPareto.Data.Mnist;

/// <summary>A place to get MNIST from.</summary>
public interface IMnistSource
{
    /// <summary>What messages call it.</summary>
    string Name { get; }

    /// <summary>Gets files and hands each to <see cref="StagingFolder.AcceptAsync"/>.</summary>
    /// <param name="files">The files still missing.</param>
    /// <param name="staging">Where to put what is on its way.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    /// <returns>A task that ends when all that this source has was accepted.</returns>
    Task FetchAsync(IReadOnlyList<MnistFile> files, StagingFolder staging, CancellationToken cancellationToken);
}
