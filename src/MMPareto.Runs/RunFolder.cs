using System.Globalization;

namespace MMPareto.Runs;

/// <summary>The folder of one training run: where each of its files is.</summary>
/// <remarks>The files themselves are described in <c>docs/run-folder.md</c>.</remarks>
public sealed class RunFolder
{
    /// <summary>How names of files and folders end that are not whole yet; what is left of them after a crash means nothing.</summary>
    public const string PassingEnd = ".new";

    private RunFolder(string path) => FullPath = path;

    /// <summary>Absolute path of the folder.</summary>
    public string FullPath { get; }

    /// <summary>Name of the folder, for example <c>cg-mnist-mmpareto-s0-20261123-101500</c>.</summary>
    public string Name => Path.GetFileName(FullPath);

    /// <summary>The configuration, fully resolved.</summary>
    public string ConfigFile => In("config.yaml");

    /// <summary>What the run was made with and on; an <see cref="EnvironmentRecord"/>.</summary>
    public string EnvironmentFile => In("environment.json");

    /// <summary>One <see cref="EpochRecord"/> a line.</summary>
    public string MetricsFile => In("metrics.jsonl");

    /// <summary>One <see cref="TimingRecord"/> a line.</summary>
    public string TimingFile => In("timing.jsonl");

    /// <summary>One <see cref="StepRecord"/> a line, for each recorded step.</summary>
    public string GradientsFile => In("gradients.jsonl");

    /// <summary>The outcome, a <see cref="SummaryRecord"/>; written last.</summary>
    public string SummaryFile => In("summary.json");

    /// <summary>What the best weights said of each test sample; a <see cref="PredictionTable"/>.</summary>
    public string PredictionsFile => In("predictions.csv");

    /// <summary>What turns rows of a manifest into inputs; only of a run on a manifest.</summary>
    public string PreprocessingFile => In("preprocessing.json");

    /// <summary>Samples that could not be read and were left out, a line each with the reason; only where there are some.</summary>
    public string LeftOutFile => In("left-out.txt");

    /// <summary>What was found out about the run on request, when there is something; a <c>DiagnosticsRecord</c>.</summary>
    public string DiagnosticsFile => In("diagnostics.json");

    /// <summary>The report made of the run, when there is one.</summary>
    public string ReportFile => In("report.html");

    /// <summary>The folder of weights and their manifest.</summary>
    public string CheckpointsFolder => In("checkpoints");

    /// <summary>Weights of the epoch that was best on validation.</summary>
    public string BestWeightsFile => Path.Combine(CheckpointsFolder, "best.safetensors");

    /// <summary>Weights of the last epoch.</summary>
    public string LastWeightsFile => Path.Combine(CheckpointsFolder, "last.safetensors");

    /// <summary>The folders of saved states: what a run that was cut off goes on from.</summary>
    public string StatesFolder => In("states");

    /// <summary>Whether the run has ended and its outcome is written.</summary>
    public bool HasSummary => File.Exists(SummaryFile);

    /// <summary>Whether an epoch was recorded whole.</summary>
    public bool HasEpochs => FileSize.Of(MetricsFile) > 0;

    /// <summary>Deletes the folder, whose records nobody writes any more. What cannot be deleted stays.</summary>
    public void Delete()
    {
        try
        {
            Directory.Delete(FullPath, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It says nothing wrong: a folder without epochs has no results.
        }
    }

    /// <summary>Deletes what a process that was cut off has left half written; only for who holds the folder's lock.</summary>
    public void DeletePassing()
    {
        string[] written = [ConfigFile, EnvironmentFile, SummaryFile, PredictionsFile, PreprocessingFile, LeftOutFile, DiagnosticsFile];
        foreach (var file in written) File.Delete(file + PassingEnd); // by name, as a user may keep files of his own here
        foreach (var folder in new[] { CheckpointsFolder, StatesFolder }.Where(Directory.Exists))
        {
            foreach (var file in Directory.GetFiles(folder, $"*{PassingEnd}")) File.Delete(file);
            foreach (var made in Directory.GetDirectories(folder, $"*{PassingEnd}")) Directory.Delete(made, recursive: true);
        }
    }

    /// <summary>Makes a new folder, never one that was there before.</summary>
    /// <remarks>
    /// The folder is made under a passing name, given its <c>checkpoints</c>, and renamed. As a rename onto a folder
    /// that is not empty fails, two processes that ask for the same name at the same time get two folders.
    /// </remarks>
    /// <param name="parent">The folder of all runs; made when missing.</param>
    /// <param name="name">What the run is, for example <c>cg-mnist-mmpareto-s0</c>. The time is added in UTC, and
    /// <c>-2</c>, <c>-3</c> ... when the name is taken.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <exception cref="ArgumentException">The name is not the name of a folder.</exception>
    /// <exception cref="RunFolderException">The folder cannot be made.</exception>
    public static RunFolder Create(string parent, string name, TimeProvider clock)
    {
        if (!IsFolderName(name))
            throw new ArgumentException(
                $"name must be a folder name of 1 to 200 characters; got '{name}'.", nameof(name));
        var wanted = name + clock.GetUtcNow().ToString("'-'yyyyMMdd'-'HHmmss", CultureInfo.InvariantCulture);
        try
        {
            var passing = Path.Combine(Path.GetFullPath(parent), $".{wanted}.{Guid.NewGuid():N}");
            Directory.CreateDirectory(Path.Combine(passing, "checkpoints"));
            return new(Rename(passing, Path.Combine(Path.GetFullPath(parent), wanted)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(
                $"{parent} must be a folder that a run folder can be made in; got: {e.Message} Choose another folder.", e);
        }
    }

    /// <summary>The folder of a run that exists.</summary>
    /// <param name="path">Path of the folder.</param>
    /// <exception cref="RunFolderException">It is no run folder.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var found = !Directory.Exists(folder.FullPath) ? File.Exists(folder.FullPath) ? "a file" : "no such folder"
            : !File.Exists(folder.ConfigFile) ? "no config.yaml"
            : !File.Exists(folder.MetricsFile) ? "no metrics.jsonl"
            : null;
        return found is null ? folder : throw new RunFolderException(
            $"{path} must be a run folder, with config.yaml and metrics.jsonl; got {found}. " +
            "Give a folder that 'mmpareto train' has written.");
    }

    /// <summary>Whether a text can be (the beginning of) the name of a run folder on every system.</summary>
    /// <param name="name">The text.</param>
    public static bool IsFolderName(string name) =>
        name.Length is > 0 and <= 200 && name[0] != '.'
        && !name.Any(c => char.IsControl(c) || @"/\:*?""<>|".Contains(c, StringComparison.Ordinal));

    private static string Rename(string passing, string wanted)
    {
        for (var number = 1; ; number++)
        {
            var path = number == 1 ? wanted : string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
            try
            {
                Directory.Move(passing, path);
                return path;
            }
            catch (IOException) when (Path.Exists(path))
            {
                // Taken, perhaps a moment ago by another process: try the next number.
            }
        }
    }

    private string In(string name) => Path.Combine(FullPath, name);
}
