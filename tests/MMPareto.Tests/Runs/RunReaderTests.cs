using CsCheck;
using MMPareto.Runs;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Runs;

public sealed class RunReaderTests : IDisposable
{
    private static readonly Gen<double> Numbers =
        Gen.OneOf(Gen.Double, Gen.Double.Unit, Gen.Double[-1e-300, 1e-300], Gen.Const(-0.0), Gen.Const(double.Epsilon));

    private readonly TemporaryFolder _runs = new();
    private readonly RunFolder _folder;

    public RunReaderTests() => _folder = RunFolder.Create(_runs.FullPath, "a", new FixedClock());

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void All_that_was_written_is_read_back()
    {
        using (var writer = new RunWriter(_folder))
        {
            writer.WriteConfig("experiment: a\n");
            writer.WriteEnvironment(SomeRecords.Environment);
            writer.AppendStep(SomeRecords.Step);
            writer.AppendEpoch(SomeRecords.Epoch, SomeRecords.Timing);
            writer.WriteSummary(SomeRecords.Summary);
        }

        var reader = new RunReader(RunFolder.Open(_folder.FullPath));

        Assert.Equal("experiment: a\n", reader.ReadConfig());
        Assert.Equal(SomeRecords.Environment, reader.ReadEnvironment());
        Assert.Equal(SomeRecords.Timing, Assert.Single(reader.ReadTiming()));
        Assert.Equivalent(SomeRecords.Step, Assert.Single(reader.ReadSteps()), strict: true);
        Assert.Equivalent(SomeRecords.Epoch, Assert.Single(reader.ReadEpochs()), strict: true);
        Assert.Equivalent(SomeRecords.Summary, reader.ReadSummary(), strict: true);
        Assert.Equal(["shape", "colour"], reader.ReadSummary().Encoders.Keys);
    }

    /// <summary>A run of very many epochs goes on, even where a report cannot hold them all.</summary>
    [Fact]
    public void Epochs_of_a_file_of_any_length_are_read_one_at_a_time()
    {
        using (var writer = new RunWriter(_folder)) writer.AppendEpoch(SomeRecords.Epoch, SomeRecords.Timing);
        var line = File.ReadAllText(_folder.MetricsFile).TrimEnd() + new string(' ', 500_000) + "\n";
        using (var file = File.CreateText(_folder.MetricsFile))
            for (var i = 0; i < 270; i++) file.Write(line);
        var reader = new RunReader(_folder);
        Assert.Equal(270, reader.StreamEpochs().Count(epoch => epoch.Epoch == SomeRecords.Epoch.Epoch));
        Assert.Equal(270, reader.CountEpochs());
        Assert.Contains(" must have at most 134217728 bytes; got ", Assert.Throws<RunFolderException>(() => reader.ReadEpochs()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_finite_number_is_read_back_bit_by_bit_and_others_as_NaN()
    {
        Numbers.Array[1, 20].Sample(numbers =>
        {
            var folder = RunFolder.Create(_runs.FullPath, "n", new FixedClock());
            using (var writer = new RunWriter(folder))
                writer.AppendStep(new() { Step = 1, Epoch = 1, Encoders = Encoders(numbers) });

            var read = new RunReader(folder).ReadSteps().Single().Encoders["e"].Norms;

            Assert.Equal(
                numbers.Select(x => BitConverter.DoubleToInt64Bits(double.IsFinite(x) ? x : double.NaN)),
                read.Select(BitConverter.DoubleToInt64Bits));
        }, iter: 100, threads: 1);
    }

    [Fact]
    public void Equal_runs_are_equal_files()
    {
        var other = RunFolder.Create(_runs.FullPath, "b", TimeProvider.System);
        foreach (var folder in new[] { _folder, other })
        {
            using var writer = new RunWriter(folder);
            writer.AppendStep(SomeRecords.Step);
            writer.AppendEpoch(SomeRecords.Epoch, SomeRecords.Timing with { Seconds = folder == other ? 1 : 2 });
            writer.WriteSummary(SomeRecords.Summary);
        }

        Assert.Equal(File.ReadAllBytes(_folder.MetricsFile), File.ReadAllBytes(other.MetricsFile));
        Assert.Equal(File.ReadAllBytes(_folder.GradientsFile), File.ReadAllBytes(other.GradientsFile));
        Assert.Equal(File.ReadAllBytes(_folder.SummaryFile), File.ReadAllBytes(other.SummaryFile));
    }

    [Fact]
    public void A_torn_last_line_is_called_torn()
    {
        File.WriteAllText(_folder.TimingFile, """
            {"epoch":1,"seconds":12.5,"samples_per_second":4800,"resident_bytes":412000256}
            {"epoch":2,"seco
            """);

        Refuses(r => r.ReadTiming(),
            $"{_folder.TimingFile}:2: the last line must be whole; got a torn one, as when a run is cut off while it " +
            "writes. Delete that line to read the others.");
    }

    [Fact]
    public void A_line_that_is_wrong_is_named_with_file_number_and_place()
    {
        File.WriteAllText(_folder.TimingFile, """
            {"epoch":1,"seconds":12.5,"samples_per_second":4800,"resident_bytes":412000256}
            {"epoch":2,"seconds":"long","samples_per_second":4800,"resident_bytes":412000256}
            {"epoch":3,"seconds":12.5,"samples_per_second":4800,"resident_bytes":412000256}

            """);

        Refuses(r => r.ReadTiming(),
            $"{_folder.TimingFile}:2: must be the JSON of TimingRecord; got: The value is not a number. " +
            "At $.seconds, after byte 27.");
    }

    [Fact]
    public void A_line_without_a_required_value_is_refused()
    {
        File.WriteAllText(_folder.TimingFile, "{\"epoch\":1,\"seconds\":2,\"resident_bytes\":3}\n");

        var e = Assert.Throws<RunFolderException>(() => new RunReader(_folder).ReadTiming());

        Assert.Contains($"{_folder.TimingFile}:1: ", e.Message, StringComparison.Ordinal);
        Assert.Contains("samples_per_second", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_of_a_later_version_are_passed_over()
    {
        File.WriteAllText(_folder.TimingFile,
            "{\"epoch\":1,\"seconds\":2,\"joules\":5,\"samples_per_second\":4,\"resident_bytes\":3}\n");

        Assert.Equal(2, Assert.Single(new RunReader(_folder).ReadTiming()).Seconds);
    }

    [Fact]
    public void A_summary_of_another_schema_is_refused()
    {
        using (var writer = new RunWriter(_folder)) writer.WriteSummary(SomeRecords.Summary with { Schema = 2 });

        Refuses(r => r.ReadSummary(),
            $"{_folder.SummaryFile}: schema must be 1; got 2. Read it with the version of MMPareto that wrote it.");
    }

    [Fact]
    public void A_missing_file_is_named_with_the_reason()
    {
        Assert.False(_folder.HasSummary);
        Refuses(r => r.ReadSummary(),
            $"{_folder.SummaryFile} must exist; got no such file, so the run goes on or was cut off.");
        Refuses(r => r.ReadEpochs(),
            $"{_folder.MetricsFile} must exist; got no such file, so the run has not begun.");
    }

    private static Dictionary<string, EncoderStepRecord> Encoders(double[] norms) => new()
    {
        ["e"] = new() { Norms = norms, Weights = [], SumLength = 0, Length = 0, Reason = "sum" },
    };

    private void Refuses(Action<RunReader> read, string message) =>
        Assert.Equal(message, Assert.Throws<RunFolderException>(() => read(new(_folder))).Message);
}
