using System.Text;
using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Checking;
using MMPareto.Data.PreparedSets;
using MMPareto.Fuzzing.Engine;
using MMPareto.Fuzzing.Samples;

namespace MMPareto.Fuzzing.Targets;

/// <summary>Tables of samples in all formats, the whole check of one with its files, and lists of clips.</summary>
internal static class ManifestTargets
{
    /// <summary>The targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        Table("csv", _ => [.. Tables.Seeds(Tables.Csv), new(Encoding.UTF8.GetBytes(Tables.Csv.Replace(',', ';')))]) with { AllowedBytes = 512L << 20 }, // a line may have 16 million characters
        Table("tsv", _ => Tables.Seeds(Tables.Tsv)),
        Table("jsonl", _ => Tables.Seeds(Tables.JsonLines)),
        Table("parquet", folder => [.. Tables.ParquetSeeds(Tables.Parquet(folder["a.parquet"], 4)), .. Tables.ParquetSeeds(Tables.Parquet(folder["b.parquet"], 300))], isText: false) with
        { AllowedBytes = 512L << 20 }, // ten million cells that repeat are credible in any file
        new("manifest-check", Check),
        new("clip-lists", Lists),
    ];

    private static FuzzTarget Table(string ending, Func<WorkFolder, IReadOnlyList<Seed>> seeds, bool isText = true) => new(ending, folder =>
        FuzzSubject.OfFile(folder[$"table.{ending}"], seeds(folder), path => ManifestFile.Read(path), typeof(DataException)) with { IsText = isText });

    private static FuzzSubject Check(WorkFolder folder)
    {
        var path = folder["manifest.csv"];
        var seed = new Seed(Encoding.UTF8.GetBytes(MediaFolder.Write(folder)));
        return new([seed], input =>
        {
            File.WriteAllBytes(path, input);
            var options = new ManifestOptions { Path = path, FrameCount = 1, SampleRate = 8000, MelBins = 8, TextLength = 8 };
            return ManifestCheck.Run(options, (_, _) => { }).Findings.Where(finding => finding.IsError).Select(finding => finding.Text);
        }, typeof(DataException))
        { IsText = true, Names = path };
    }

    private static FuzzSubject Lists(WorkFolder folder)
    {
        File.WriteAllText(folder["test.csv"], "clip9,ANG\n");
        var seeds = new[] { "clip1,ANG\nclip2,HAP\n\nclip3 , SAD\n", "a_b-c 3\nd_e-f\t4\n" };
        return FuzzSubject.OfFile(
            folder["train.csv"], [.. seeds.Select(text => new Seed(Encoding.UTF8.GetBytes(text)))],
            path => ClipLists.Read(new() { From = folder.FullPath, Output = "", TrainList = path, TestList = folder["test.csv"] }, KineticsVideos.NameOf),
            typeof(DataException)) with
        { IsText = true };
    }
}
