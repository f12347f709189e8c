using MMPareto.Data;
using MMPareto.Data.Manifests;
using MMPareto.Experiments.Prediction;
using MMPareto.Fuzzing.Samples;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Data.Manifests;

/// <summary>Files of a run or an export that describe what no model can read or say.</summary>
public sealed class DescriptionRulesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whole_descriptions_are_read()
    {
        Assert.Equal(7, ManifestPreprocessing.Read(_folder.Write("preprocessing.json", Descriptions.Preprocessing)).Inputs.Count);
        Assert.Equal(2, Export(Descriptions.Model).Modalities.Count);
    }

    [Theory]
    [InlineData("\"shape\": [4], \"column\": \"signal\"", "\"shape\": [-4], \"column\": \"signal\"", "inputs[5] must have at most 16 sizes of at least 1")]
    [InlineData("\"shape\": [4], \"column\": \"signal\"", "\"shape\": null, \"column\": \"signal\"", "At $.inputs[5].shape, line 9, after byte ")]
    [InlineData("{\"kind\": \"array\", \"shape\": [4], \"column\": \"signal\"", "{\"shape\": [4], \"column\": \"signal\"", "Path: $.inputs[5]")]
    [InlineData("\"height\": 8, \"width\": 8, \"column\": \"photo\"", "\"height\": 2000000000, \"width\": 2000000000, \"column\": \"photo\"", "inputs[2] must have 1 or 3 channels and from 1 to 4096 pixels a side; got 3 of 2000000000 x 2000000000.")]
    [InlineData("{\"kind\": \"array\", \"shape\": [4], \"column\": \"signal\", \"name\": \"signal\"}", "null", "inputs[5] must be a description; got null.")]
    [InlineData("\"input\": {\"kind\": \"array\", \"shape\": [4], \"column\": \"net\", \"name\": \"net\"}", "\"input\": null", "must be the preprocessing of a run on a manifest")]
    [InlineData("[\"rain\", \"sun\"]", "[\"rain\", null]", "labels[0] must have names, each once; got null or the same again.")]
    [InlineData("\"sample_rate\": 8000", "\"sample_rate\": 0", "inputs[4] must have a sample_rate from 1000 to 384000; got 0.")]
    [InlineData("\"##a\"", "null", "inputs[1] must have a vocabulary of word pieces after the special ones; got none, or null in it.")]
    public void Damaged_preprocessing_is_refused_with_its_place(string healthy, string damaged, string problem)
    {
        var path = _folder.Write("preprocessing.json", Descriptions.Preprocessing.Replace(healthy, damaged, StringComparison.Ordinal));
        AssertRefused(path, problem, () => ManifestPreprocessing.Read(path));
    }

    [Theory]
    [InlineData("\"shape\": [8]", "\"shape\": [9223372036854775807, 3]", "modalities[1] must have at most 16 sizes of at least 1")]
    [InlineData("\"shape\": [8]", "\"shape\": null", "must describe an exported model")]
    [InlineData("\"names\": [\"rain\", \"sun\"]", "\"names\": null", "must describe an exported model")]
    [InlineData("\"names\": [\"rain\", \"sun\"]", "\"names\": []", "labels[0] must have from 2 to 1000000 names; got 0.")]
    [InlineData("\"code_counts\": [30]", "\"code_counts\": [-30]", "modalities[1] must have code_counts of at least 1")]
    [InlineData("\"epoch\": 3", "\"epoch\": t\nrue", "At $.epoch, line 5, after byte ")]
    public void A_damaged_export_is_refused_with_its_place(string healthy, string damaged, string problem) =>
        AssertRefused(_folder["model.json"], problem, () => Export(Descriptions.Model.Replace(healthy, damaged, StringComparison.Ordinal)));

    private ExportRecord Export(string text)
    {
        _folder.Write("model.json", text);
        return new ExportFolder(_folder.FullPath).Read();
    }

    private static void AssertRefused(string path, string problem, Action read)
    {
        var message = Assert.Throws<DataException>(read).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
    }
}
