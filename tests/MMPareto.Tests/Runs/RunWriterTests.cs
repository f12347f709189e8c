using System.Globalization;
using MMPareto.Runs;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Runs;

public sealed class RunWriterTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();
    private readonly RunFolder _folder;

    public RunWriterTests() => _folder = RunFolder.Create(_runs.FullPath, "a", new FixedClock());

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void An_epoch_is_this_line() => Writes(
        w => w.AppendEpoch(SomeRecords.Epoch, SomeRecords.Timing), _folder.MetricsFile,
        """
        {"epoch":1,"learning_rate":0.01,"train":{"fused":{"loss":0.25,"accuracy":0.9},"modalities":{"shape":{"loss":null,"accuracy":0.1},"colour":{"loss":1E-05,"accuracy":1}}},"validation":{"fused":{"accuracy":0.75,"macro_f1":0.7,"loss":0.5},"modalities":{"shape":{"accuracy":0.5,"macro_f1":0.3333333333333333,"loss":0.5},"colour":{"accuracy":0.125,"macro_f1":0,"loss":0.5}}},"encoders":{"shape":{"steps":93,"conflict_rate":0.25,"mean_cosine":-0.1,"multimodal_norm":2,"unimodal_norm":3,"length_ratio":1.5},"colour":{"steps":0,"conflict_rate":null,"mean_cosine":null,"multimodal_norm":null,"unimodal_norm":null,"length_ratio":null}}}

        """);

    [Fact]
    public void The_cost_of_an_epoch_is_this_line() => Writes(
        w => w.AppendEpoch(SomeRecords.Epoch, SomeRecords.Timing), _folder.TimingFile,
        """
        {"epoch":1,"seconds":12.5,"samples_per_second":4800,"resident_bytes":412000256}

        """);

    [Fact]
    public void A_step_is_this_line() => Writes(
        w => w.AppendStep(SomeRecords.Step), _folder.GradientsFile,
        """
        {"step":10,"epoch":1,"encoders":{"shape":{"cosine":-0.5,"norms":[1,2],"weights":[1.25,0.75],"conflict":true,"sum_length":2.5,"length":3.75,"reason":"conflict"},"colour":{"cosine":null,"norms":[0.5],"weights":[1,1],"conflict":null,"sum_length":0.5,"length":0.5,"reason":"sum"}}}

        """);

    [Fact]
    public void The_summary_is_this_file() => Writes(
        w => w.WriteSummary(SomeRecords.Summary), _folder.SummaryFile,
        """
        {
          "schema": 1,
          "method": "mmpareto",
          "seed": 3,
          "best_epoch": 4,
          "test": {
            "fused": {
              "accuracy": 0.75,
              "macro_f1": 0.7
            },
            "modalities": {
              "shape": {
                "accuracy": 0.5,
                "macro_f1": 0.3333333333333333
              },
              "colour": {
                "accuracy": 0.125,
                "macro_f1": 0
              }
            }
          },
          "encoders": {
            "shape": {
              "conflict_rate": 0.25,
              "mean_cosine": -0.1
            },
            "colour": {
              "conflict_rate": null,
              "mean_cosine": null
            }
          },
          "experiment": "größe \"1\"",
          "dataset": "cg-mnist",
          "epochs": 4,
          "status": "stopped",
          "stopped_by": "time_limit",
          "validation": {
            "fused": {
              "accuracy": 0.75,
              "macro_f1": 0.7,
              "loss": 0.5
            },
            "modalities": {
              "shape": {
                "accuracy": 0.5,
                "macro_f1": 0.3333333333333333,
                "loss": 0.5
              },
              "colour": {
                "accuracy": 0.125,
                "macro_f1": 0,
                "loss": 0.5
              }
            }
          },
          "last": {
            "epoch": 4,
            "test": {
              "fused": {
                "accuracy": 0.75,
                "macro_f1": 0.7
              },
              "modalities": {
                "shape": {
                  "accuracy": 0.5,
                  "macro_f1": 0.3333333333333333
                },
                "colour": {
                  "accuracy": 0.125,
                  "macro_f1": 0
                }
              }
            }
          },
          "parameters": 123456,
          "notes": [
            "The time limit of 5 minutes was reached."
          ]
        }

        """);

    [Fact]
    public void The_environment_is_this_file() => Writes(
        w => w.WriteEnvironment(SomeRecords.Environment), _folder.EnvironmentFile,
        """
        {
          "versions": {
            "mmpareto": "0.1.0",
            "torchsharp": "0.107.0",
            "libtorch": "2.10.0+cpu",
            "dotnet": "10.0.0"
          },
          "os": "Ubuntu 24.04 x64",
          "cpu": "A processor",
          "cores": 8,
          "threads": 4,
          "device": "cpu",
          "precision": "bf16",
          "seed": 3,
          "data_hash": "sha256:9f86d081",
          "started": "2026-11-23T10:15:00+00:00",
          "command_line": "mmpareto train cg-mnist --set training.epochs=5"
        }

        """);

    [Fact]
    public void The_config_is_kept_as_it_is() =>
        Writes(w => w.WriteConfig("experiment: größe\n"), _folder.ConfigFile, "experiment: größe\n");

    [Fact]
    public void An_epoch_is_on_disk_with_its_steps_as_soon_as_it_is_appended()
    {
        using var writer = new RunWriter(_folder);
        writer.AppendStep(SomeRecords.Step);
        Assert.Equal(0, new FileInfo(_folder.GradientsFile).Length);

        writer.AppendEpoch(SomeRecords.Epoch, SomeRecords.Timing);

        var reader = new RunReader(_folder);
        Assert.Single(reader.ReadSteps());
        Assert.Single(reader.ReadEpochs());
        Assert.Single(reader.ReadTiming());
    }

    [Fact]
    public void Many_steps_reach_the_file_in_whole_lines_before_the_epoch_ends()
    {
        using var writer = new RunWriter(_folder);
        for (var i = 0; i < 5000; i++) writer.AppendStep(SomeRecords.Step);

        var lines = new RunReader(_folder).ReadSteps().Count();

        Assert.InRange(lines, 1, 4999);
    }

    [Fact]
    public void A_summary_replaces_the_one_before_and_leaves_nothing_else()
    {
        using (var writer = new RunWriter(_folder))
        {
            writer.WriteSummary(SomeRecords.Summary);
            writer.WriteSummary(SomeRecords.Summary with { BestEpoch = 2 });
        }

        Assert.Equal(2, new RunReader(_folder).ReadSummary().BestEpoch);
        Assert.Equal(
            ["checkpoints", "gradients.jsonl", "metrics.jsonl", "summary.json", "timing.jsonl"],
            Directory.GetFileSystemEntries(_folder.FullPath).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_folder_with_records_is_not_written_to_again()
    {
        new RunWriter(_folder).Dispose();

        var e = Assert.Throws<RunFolderException>(() => new RunWriter(_folder));

        Assert.Equal(
            $"{_folder.FullPath} must be a new run folder; got one with metrics.jsonl. Make a folder for each run.",
            e.Message);
    }

    private void Writes(Action<RunWriter> write, string file, string expected)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CommaCulture();
        try
        {
            using var writer = new RunWriter(_folder);
            write(writer);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
        Assert.Equal(expected, File.ReadAllText(file));
    }

    /// <summary>Numbers as in Danish; the tests run without the data of real cultures.</summary>
    private static CultureInfo CommaCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        return culture;
    }
}
