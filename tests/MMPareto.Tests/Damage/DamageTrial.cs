using MMPareto.Data;
using MMPareto.Data.Manifests.Checking;
using MMPareto.Experiments;
using MMPareto.Experiments.Prediction;
using MMPareto.Experiments.Configuration;
using MMPareto.Runs;

namespace MMPareto.Tests.Damage;

/// <summary>Sends one damaged manifest through check, training and prediction, and writes down what is not as it must be.</summary>
/// <param name="run">A good run on good data of the same columns.</param>
/// <param name="manifest">The manifest, written.</param>
/// <param name="damage">What must come.</param>
internal sealed class DamageTrial(RunFolder run, DamagedManifest manifest, Damage damage)
{
    private const int LongestMessage = 500;
    private const long MostBytes = 1L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly List<string> _failures = [];

    /// <summary>What went wrong, a line each; none when all is well.</summary>
    public IReadOnlyList<string> Run()
    {
        Try("check", damage.Check, Check);
        Try("train", damage.Train, Train);
        Try("predict", damage.Predict, Predict);
        return _failures;
    }

    private List<string> Check()
    {
        var report = ManifestCheck.Run(new() { Path = manifest.Path, FrameCount = 1, SampleRate = 8000, MelBins = 8, TextLength = 8 }, (_, _) => { });
        if (damage.Check == Outcome.Noted && !report.Findings.Any(finding => !finding.IsError && finding.Text.Contains(damage.Says, StringComparison.Ordinal)))
            _failures.Add($"{damage.Name}, check: must have a note '{damage.Says}'");
        foreach (var finding in report.Findings) RequireProper("check", finding.Text);
        return [.. report.Findings.Where(finding => finding.IsError).Select(finding => finding.Text)];
    }

    private List<string> Train()
    {
        var runs = manifest.Own("runs");
        Directory.CreateDirectory(runs);
        try
        {
            Experiment.Train(manifest.Path, null, DamageFixture.Settings, runs);
            return [];
        }
        finally
        {
            var left = Directory.GetDirectories(runs);
            if (left.Length > 0 && !File.Exists(Path.Combine(left[0], "summary.json"))) _failures.Add($"{damage.Name}, train: a run folder is left half-made");
            Directory.Delete(runs, recursive: true);
        }
    }

    private List<string> Predict()
    {
        var output = manifest.Own("predictions.csv");
        var succeeded = false;
        try
        {
            using var predictor = MultimodalPredictor.Load(run.FullPath);
            predictor.PredictFile(new() { Manifest = manifest.Path, Output = output }, _ => { }, (_, _) => { });
            succeeded = true;
            return [];
        }
        finally
        {
            if (File.Exists(output) != succeeded || File.Exists(output + ".part")) _failures.Add($"{damage.Name}, predict: a file is left");
        }
    }

    private void Try(string stage, Outcome expected, Func<List<string>> step)
    {
        var before = GC.GetTotalAllocatedBytes();
        List<string> messages = [];
        var thread = new Thread(() => messages = Messages(stage, step)) { IsBackground = true };
        thread.Start();
        if (!thread.Join(Patience))
        {
            _failures.Add($"{damage.Name}, {stage}: hangs");
            return;
        }
        if (GC.GetTotalAllocatedBytes() - before is > MostBytes and var bytes) _failures.Add($"{damage.Name}, {stage}: takes {bytes >> 20} MiB");
        foreach (var message in messages) RequireProper(stage, message);
        if (expected == Outcome.Either) return;
        if (expected != Outcome.Refused && messages.Count > 0) _failures.Add($"{damage.Name}, {stage}: must go well; got: {messages[0]}");
        if (expected != Outcome.Refused) return;
        if (messages.Count == 0) _failures.Add($"{damage.Name}, {stage}: must be refused; went well");
        else if (!messages.Exists(message => message.Contains(manifest.Place, StringComparison.Ordinal) && message.Contains(damage.Says, StringComparison.Ordinal)))
            _failures.Add($"{damage.Name}, {stage}: must name {manifest.Place} and say '{damage.Says}'; got: {messages[0]}");
    }

    private List<string> Messages(string stage, Func<List<string>> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is DataException or ConfigException)
        {
            if (e.Message.StartsWith("Sample ", StringComparison.Ordinal) && e.InnerException is not DataException)
                _failures.Add($"{damage.Name}, {stage}: hides a {e.InnerException}");
            return [e.Message];
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            _failures.Add($"{damage.Name}, {stage}: ends with {e}");
            return [];
        }
    }

    private void RequireProper(string stage, string message)
    {
        if (message.Any(char.IsControl)) _failures.Add($"{damage.Name}, {stage}: has control characters: {message.ReplaceLineEndings("⏎")}");
        if (message.Length > LongestMessage) _failures.Add($"{damage.Name}, {stage}: has {message.Length} characters: {message[..LongestMessage]}");
    }
}
