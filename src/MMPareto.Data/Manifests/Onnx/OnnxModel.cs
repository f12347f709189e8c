using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MMPareto.Data.Arrays;

namespace MMPareto.Data.Manifests.Onnx;

/// <summary>A frozen network: one float32 input, whose first dimension is the batch, and an output. Safe for several threads, on one thread each.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly string _output;

    /// <summary>Opens a session; <see cref="OnnxModels"/> keeps one for each network.</summary>
    /// <param name="path">The file that it is from, for messages.</param>
    /// <param name="sha256">Checksum of its bytes.</param>
    /// <param name="bytes">The file.</param>
    /// <exception cref="DataException">It is no ONNX model, or one that is not as it must be.</exception>
    public OnnxModel(string path, string sha256, byte[] bytes)
    {
        (Path, Sha256) = (path, sha256);
        _session = OnnxLibrary.Open(path, bytes);
        try
        {
            var inputs = _session.InputMetadata;
            if (inputs.Count != 1) throw new DataException($"{path} must have one input; got {inputs.Count}: {CellText.Listed([.. inputs.Keys])}.");
            (_input, var input) = inputs.Single();
            RequireFloats("input", _input, input);
            _output = _session.OutputNames is [var first, ..] ? first : throw new DataException($"{path} must have an output; got none.");
            RequireFloats("first output", _output, _session.OutputMetadata[_output]);
            InputShape = [.. input.Dimensions.Select(size => (long)size)];
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of the file, hexadecimal, lower case.</summary>
    public string Sha256 { get; }

    /// <summary>Shape of its input, the batch first; -1 where any size will do, and empty where the file does not tell.</summary>
    public IReadOnlyList<long> InputShape { get; }

    /// <summary>Whether the network takes an input of a shape.</summary>
    /// <param name="shape">The shape, the batch first.</param>
    public bool Takes(IReadOnlyList<long> shape) => InputShape.Count == 0
        || (InputShape.Count == shape.Count && InputShape.Zip(shape, (own, size) => own < 0 || own == size).All(fits => fits));

    /// <summary>What it takes, for messages: <c>'x' [?, 3, 224, 224]</c>.</summary>
    public string InputText => $"'{CellText.Shown(_input)}' [{string.Join(", ", InputShape.Select(size => size < 0 ? "?" : $"{size}"))}]";

    /// <summary>Computes the first output.</summary>
    /// <param name="values">The input.</param>
    /// <param name="shape">Its shape, the batch first.</param>
    /// <returns>The values and their shape.</returns>
    /// <exception cref="DataException">The network cannot take such an input.</exception>
    public (float[] Values, long[] Shape) Run(float[] values, long[] shape)
    {
        try
        {
            using var input = OrtValue.CreateTensorValueFromMemory(values, shape);
            using var options = new RunOptions();
            using var outputs = _session.Run(options, [_input], [input], [_output]);
            return (outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[0].GetTensorTypeAndShape().Shape);
        }
        catch (OnnxRuntimeException e)
        {
            throw new DataException($"{Path} must take {ArrayShape.Text(shape)}; ONNX Runtime says: {OnnxLibrary.Reason(e)}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private void RequireFloats(string what, string name, NodeMetadata values)
    {
        if (values is not { IsTensor: true, ElementDataType: TensorElementType.Float })
            throw new DataException($"{Path} must have float32 numbers as its {what}; '{CellText.Shown(name)}' is of type "
                + $"{(values.IsTensor ? $"{values.ElementDataType}" : $"{values.OnnxValueType}")}. Export it anew with float32.");
    }
}
