using System.Text;
using MMPareto.Data.Manifests;
using MMPareto.Experiments.Configuration;
using MMPareto.Fuzzing.Engine;
using MMPareto.Fuzzing.Samples;
using MMPareto.Native.Weights;
using MMPareto.Runs;
using MMPareto.Runs.Comparisons;

namespace MMPareto.Fuzzing.Targets;

/// <summary>The large inputs: of readers with a limit as long as that, of the others some megabytes.</summary>
internal static class LargeInputs
{
    private const int Some = 4 << 20;
    private const int Many = 16 << 20;
    private const int Much = 64 << 20;

    /// <summary>The inputs.</summary>
    public static IReadOnlyList<LargeInput> All { get; } =
    [
        Text("config", "unknown keys", ConfigReader.LargestFile, i => $"k{i}: 1\n"),
        Text("config", "entries of a list", ConfigReader.LargestFile, _ => "- a\n", "data:\n"),
        Text("csv", "short rows", Many, _ => "1,2\n", "a,b\n"),
        Text("csv", "rows of empty cells", Many, _ => new string(',', 9999) + "\n", Joined(10_000, i => $"c{i}") + "\n"),
        Text("csv", "a quote that does not end", Many, _ => "\n", "a,b\n\""),
        Text("jsonl", "empty objects after one with 999 keys", Some, _ => "{}\n", $"{{{Joined(999, i => $"\"k{i}\":1")}}}\n"),
        Text("jsonl", "empty objects after one key", Some, _ => "{}\n", "{\"k\":1}\n"),
        Text("jsonl", "a new key in each line", Some, i => $"{{\"k{i % 9999}\":1}}\n"),
        Text("jsonl", "a list of numbers", Some, _ => "1,", "{\"k\":[", "1]}"),
        new("parquet", "rows without a value", folder => Tables.ParquetOf(folder["a.parquet"], 1, 1_900_000, null)),
        new("parquet", "groups of rows without a value", folder => Tables.ParquetOf(folder["a.parquet"], 400, 4_000, null)),
        new("parquet", "one long text in all rows", folder => Tables.ParquetOf(folder["a.parquet"], 1, 20_000, new string('x', 20_000) + " ", isOnce: true)),
        new("parquet", "the same text packed in each row", folder => Tables.ParquetOf(folder["a.parquet"], 1, 1600, new string('x', 100_000) + " ")),
        new("parquet", "the same moment in all cells", folder => Tables.ParquetOfMoments(folder["a.parquet"], 200_000, 100, 0)),
        new("parquet", "the same, beside 16 MiB of other text", folder => Tables.ParquetOfMoments(folder["a.parquet"], 600_000, 100, Many)),
        Text("clip-lists", "short lines", Many, i => $"c{i} 1\n"),
        Text("safetensors", "sizes of one tensor", SafeTensorsHeader.MaximumHeader, _ => "1,", "{\"a\":{\"dtype\":\"U8\",\"shape\":[", "1],\"data_offsets\":[0,0]}}", WithLength),
        Text("safetensors", "tensors without values", SafeTensorsHeader.MaximumHeader, i => $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}},", "{", "\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", WithLength),
        Text("safetensors", "empty objects", SafeTensorsHeader.MaximumHeader, i => $"\"{i}\":{{}},", "{", "\"a\":1}", WithLength),
        Text("checkpoint-manifest", "modalities", 1 << 20, _ => "\"a\",", "{\"epoch\":1,\"weights\":\"a.safetensors\",\"sha256\":\"0\",\"tensors\":1,\"modalities\":[", "\"a\"]}"),
        Text("run-config", "keys", ConfigReader.LargestFile, i => $"k{i}: 1\n"),
        Text("run-metrics", "short epochs", Much, i => Epoch(i + 1, "\"a\":{}") + "\n"),
        Text("run-metrics", "epochs with many heads", Much, i => Epoch(i + 1, Joined(20_000, head => $"\"{head}\":{{}}")) + "\n"),
        Text("run-metrics", "epochs with 500 heads", Much, i => Epoch(i + 1, Joined(500, head => $"\"{head}\":{{}}")) + "\n"),
        Text("run-metrics", "epochs with 5,000 sets of modalities", Much, i => Epoch(i + 1, "\"a\":{}").Replace("},\"encoders\"", $",\"patterns\":{{{Joined(5000, p => $"\"{p}\":{{\"samples\":1}}")}}}}},\"encoders\"", StringComparison.Ordinal) + "\n"),
        Text("run-metrics", "heads of one epoch", Much, i => $"\"{i}\":{{}},", "{\"encoders\":{", "\"a\":{}}}\n"),
        Text("run-timing", "short lines", Much, i => $"{{\"epoch\":{i},\"seconds\":1,\"samples_per_second\":1,\"resident_bytes\":1}}\n"),
        Text("run-gradients", "short steps", Many, i => $"{{\"step\":{i},\"epoch\":1,\"encoders\":{{}}}}\n"),
        Text("run-gradients", "steps with many encoders", Many, i => $"{{\"step\":{i},\"epoch\":1,\"encoders\":{{{Joined(200, Encoder)}}}}}\n"),
        Text("run-gradients", "steps with other encoders each", Many, i => $"{{\"step\":{i},\"epoch\":1,\"encoders\":{{{Joined(2000, e => Encoder((i * 2000) + e))}}}}}\n"),
        Text("run-gradients", "short steps after one of very many rows", Many, i => $"{{\"step\":{i + 1},\"epoch\":1,\"encoders\":{{{Encoder(0)}}}}}\n",
            $"{{\"step\":0,\"epoch\":1,\"encoders\":{{{Encoder(0).Replace("[]", $"[{Joined(100_000, _ => "1")}]", StringComparison.Ordinal)}}}}}\n"),
        Text("run-gradients", "short steps after one of 1,000 rows", Many, i => $"{{\"step\":{i + 1},\"epoch\":1,\"encoders\":{{{Encoder(0)}}}}}\n",
            $"{{\"step\":0,\"epoch\":1,\"encoders\":{{{Encoder(0).Replace("[]", $"[{Joined(1000, _ => "1")}]", StringComparison.Ordinal)}}}}}\n"),
        Inside("run-summary", "notes", "\"notes\": [", _ => "\"a\","),
        Inside("run-summary", "heads", "\"modalities\": {", i => $"\"{i}\":{{}},"),
        Inside("run-diagnostics", "losses of a landscape", "\"losses\": [", _ => "[1],"),
        Inside("run-diagnostics", "norms", "\"norms\": [", _ => "1,"),
        Inside("run-diagnostics", "subsets", "\"subsets\": {", i => $"\"{i}\":1,"),
        Text("run-predictions", "short rows", PredictionTable.LargestFile, _ => "0,0\n", "label,fused\n"),
        Text("run-predictions", "classes that all differ", PredictionTable.LargestFile, i => $"{i % 1_000_000},{(i + 1) % 1_000_000}\n", "label,fused\n"),
        Text("run-predictions", "names", PredictionTable.LargestFile, _ => "a,", "label,", "fused\n"),
        Inside("comparison", "notes", "\"notes\": [", _ => "\"a\","),
        Inside("comparison", "the same run", "\"runs\": [", _ => "{\"seed\":0,\"folder\":\"uniform-0\",\"accuracy\":{}},"),
        Inside("comparison", "runs", "\"runs\": [", _ => "{\"seed\":0,\"accuracy\":{}},"),
        Inside("comparison", "methods", "\"methods\": [", _ => "{\"name\":\"a\",\"runs\":[],\"accuracy\":{},\"encoders\":{}},"),
        Inside("map", "seeds", "\"seeds\": [", _ => "1,", MapFile.LongestFile),
        Inside("map", "notes of a cell", "\"notes\": [", _ => "\"a\",", MapFile.LongestFile),
        Inside("map", "means of a cell", "\"accuracy\": {", i => $"\"{i}\":{{\"mean\":1,\"count\":1}},", MapFile.LongestFile),
        Inside("map", "cells", "\"cells\": [", _ => "{\"values\":[\"0\",\"1\"],\"accuracy\":{},\"conflict_rate\":{},\"pairs\":[]},", MapFile.LongestFile),
        Description("preprocessing", "words", Descriptions.Preprocessing, "\"vocabulary\": [", i => $"\"{i}\","),
        Description("preprocessing", "categories", Descriptions.Preprocessing, "\"values\": [", i => $"\"{i}\","),
        Description("preprocessing", "sizes", Descriptions.Preprocessing, "\"shape\": [", _ => "1,"),
        Description("preprocessing", "inputs", Descriptions.Preprocessing, "\"inputs\": [", i => $"{{\"kind\":\"array\",\"shape\":[4],\"column\":\"{i}\",\"name\":\"{i}\"}},"),
        Description("export-record", "names", Descriptions.Model, "\"names\": [", i => $"\"{i}\","),
        Description("export-record", "sizes", Descriptions.Model, "\"shape\": [", _ => "1,"),
    ];

    private static string Encoder(int i) => $"\"{i}\":{{\"norms\":[],\"weights\":[],\"sum_length\":1,\"length\":1,\"reason\":\"sum\"}}";

    private static string Epoch(int number, string heads) =>
        $"{{\"epoch\":{number},\"learning_rate\":1,\"train\":{{\"fused\":{{\"loss\":1}},\"modalities\":{{}}}},\"validation\":{{\"fused\":{{}},\"modalities\":{{{heads}}}}},\"encoders\":{{}}}}";

    private static LargeInput Text(string target, string name, long length, Func<int, string> part, string before = "", string after = "", Func<byte[], byte[]>? wrap = null) =>
        new(target, name, _ => (wrap ?? (whole => whole))(Repeated(length, part, before, after)));

    /// <summary>A file of a run, a comparison or a map, with a list in it that has very many entries.</summary>
    private static LargeInput Inside(string target, string name, string list, Func<int, string> part, long length = RecordFile.LongestFile) => new(target, name, folder =>
    {
        var whole = Encoding.UTF8.GetString(TargetList.Find(target).Open(folder).Seeds[0].Content);
        return Within(whole, list, length, part);
    });

    private static LargeInput Description(string target, string name, string whole, string list, Func<int, string> part) =>
        new(target, name, _ => Within(whole, list, ManifestPreprocessing.LargestFile, part));

    private static byte[] Within(string whole, string list, long length, Func<int, string> part)
    {
        var at = whole.IndexOf(list, StringComparison.Ordinal);
        if (at < 0) throw new FuzzException($"the healthy input must have {list}; got none.");
        at += list.Length;
        return Repeated(length, part, whole[..at], whole[at..]);
    }

    private static byte[] Repeated(long length, Func<int, string> part, string before, string after)
    {
        var text = new StringBuilder(before, (int)length);
        for (var i = 0; ; i++)
        {
            var next = part(i);
            if (text.Length + next.Length + after.Length > length) break;
            text.Append(next);
        }
        return Encoding.UTF8.GetBytes(text.Append(after).ToString());
    }

    private static string Joined(int count, Func<int, string> part) => string.Join(',', Enumerable.Range(0, count).Select(part));

    private static byte[] WithLength(byte[] header) => [.. BitConverter.GetBytes((long)header.Length), .. header];
}
