using System.Globalization;
using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Data.Manifests.Labels;
using static TorchSharp.torch;

namespace MMPareto.Experiments.Prediction;

/// <summary>Turns the outputs of a head into what they say of a label.</summary>
internal static class LabelOutputs
{
    private const double Threshold = 0.5;

    /// <summary>Probabilities of classes or labels, or the number in its own units, [b, c], in double.</summary>
    /// <param name="label">The label.</param>
    /// <param name="outputs">Of a head, [b, c].</param>
    /// <returns>Row-major.</returns>
    public static double[] Values(ManifestLabel label, Tensor outputs)
    {
        using var scope = NewDisposeScope();
        var values = label.Kind switch
        {
            TargetKind.Class => nn.functional.softmax(outputs, 1, ScalarType.Float64),
            TargetKind.MultiLabel => outputs.to(ScalarType.Float64).sigmoid(),
            _ => outputs.to(ScalarType.Float64),
        };
        var numbers = values.cpu().contiguous().data<double>().ToArray();
        return label.Kind == TargetKind.Number ? Array.ConvertAll(numbers, number => (number * label.Deviation) + label.Mean) : numbers;
    }

    /// <summary>What a head says of each sample.</summary>
    /// <param name="label">The label.</param>
    /// <param name="outputs">Of the head, [b, c].</param>
    public static TargetPrediction[] Predictions(ManifestLabel label, Tensor outputs)
    {
        var values = Values(label, outputs);
        return [.. values.Chunk(label.Target.OutputCount).Select(of => Prediction(label, of))];
    }

    private static TargetPrediction Prediction(ManifestLabel label, double[] values)
    {
        if (label.Kind == TargetKind.Number)
            return new(label.Name, label.Kind, values[0].ToString("R", CultureInfo.InvariantCulture)) { Number = values[0], Probabilities = new Dictionary<string, double>() };
        var probabilities = new OrderedDictionary<string, double>(label.Names.Zip(values, KeyValuePair.Create));
        if (label.Kind == TargetKind.MultiLabel)
            return new(label.Name, label.Kind, string.Join(ManifestTable.ListSeparator, label.Names.Where((_, i) => values[i] >= Threshold))) { Probabilities = probabilities };
        var likeliest = Array.IndexOf(values, values.Max());
        return new(label.Name, label.Kind, label.Names[likeliest]) { Probability = values[likeliest], Probabilities = probabilities };
    }
}
