using System.Text.Json.Serialization;

namespace MMPareto.Runs;

/// <summary>How well one output did on some samples. What its target has no metric for, or nobody measured, is null and left out of the file.</summary>
public abstract record MetricsRecord
{
    /// <summary>What <see cref="Main"/> is where no classes are predicted: <c>mAP</c>, <c>R²</c> or <c>score</c>; null for accuracy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Metric { get; init; }

    /// <summary>Classes: fraction of samples classified rightly, from 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(MeasuredDoubleConverter))]
    public double? Accuracy { get; init; }

    /// <summary>Classes and labels: mean over them of the F1 score, from 0 to 1; a label is predicted from a probability of one half on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(MeasuredDoubleConverter))]
    public double? MacroF1 { get; init; }

    /// <summary>Classes and labels: mean over them of the area under the ROC curve, each against the rest, from 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("auroc")]
    [JsonConverter(typeof(MeasuredDoubleConverter))]
    public double? AUROC { get; init; }

    /// <summary>Labels: mean over them of the average precision (mAP), from 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(MeasuredDoubleConverter))]
    public double? AveragePrecision { get; init; }

    /// <summary>Numbers: mean absolute error, in their own units.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(MeasuredDoubleConverter))]
    public double? MeanAbsoluteError { get; init; }

    /// <summary>Numbers: 1 less the share of their variance that is left, at most 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(MeasuredDoubleConverter))]
    public double? RSquared { get; init; }

    /// <summary>Several tasks of different kinds: the mean of their <see cref="Main"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(MeasuredDoubleConverter))]
    public double? MeanScore { get; init; }

    /// <summary>What tables and charts show and epochs are chosen by: accuracy of classes, average precision of labels, R² of numbers; not a
    /// number when there were no samples.</summary>
    [JsonIgnore]
    public double Main => Accuracy ?? AveragePrecision ?? RSquared ?? MeanScore ?? double.NaN;

    /// <summary>What <see cref="Main"/> is, in a word.</summary>
    [JsonIgnore]
    public string MainMetric => Metric ?? MetricNames.Accuracy;
}
