namespace MMPareto.Fuzzing.Samples;

/// <summary>Healthy descriptions of what a model reads and says.</summary>
internal static class Descriptions
{
    /// <summary>preprocessing.json with every kind of input.</summary>
    public const string Preprocessing = """
        {
          "schema": 2,
          "inputs": [
            {"kind": "table", "numbers": [{"name": "size", "mean": 1.5, "deviation": 2, "has_indicator": true}], "categories": [{"name": "colour", "values": ["blue", "red"]}], "name": "table"},
            {"kind": "text", "column": "note", "length": 8, "vocabulary": ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##a", "day"], "name": "note"},
            {"kind": "image", "channels": 3, "height": 8, "width": 8, "column": "photo", "name": "photo"},
            {"kind": "frames", "count": 2, "channels": 3, "height": 8, "width": 8, "column": "clip", "name": "clip"},
            {"kind": "audio", "sample_rate": 8000, "spectrogram": "log-mel", "bins": 8, "frames": 10, "seconds": 0, "mean": -3.5, "deviation": 2, "column": "sound", "name": "sound"},
            {"kind": "array", "shape": [4], "column": "signal", "name": "signal"},
            {"kind": "onnx", "input": {"kind": "array", "shape": [4], "column": "net", "name": "net"}, "model": "net.onnx", "sha256": "00", "shape": [2], "column": "net", "name": "net"}
          ],
          "labels": [
            {"column": "label", "kind": "class", "name": "label", "names": ["rain", "sun"], "mean": 0, "deviation": 1},
            {"column": "tags", "kind": "multi-label", "name": "tags", "names": ["x", "y"], "mean": 0, "deviation": 1},
            {"column": "price", "kind": "number", "name": "price", "names": [], "mean": 3, "deviation": 2}
          ],
          "id": "id"
        }
        """;

    /// <summary>model.json of an exported folder.</summary>
    public const string Model = """
        {
          "schema": 1,
          "method": "mmpareto",
          "experiment": "some",
          "epoch": 3,
          "modalities": [
            {"name": "gray", "shape": [1, 8, 8], "kind": "plain", "code_counts": []},
            {"name": "note", "shape": [8], "kind": "text", "code_counts": [30]}
          ],
          "labels": [{"column": "label", "kind": "class", "name": "label", "names": ["rain", "sun"], "mean": 0, "deviation": 1}]
        }
        """;
}
