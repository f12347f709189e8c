using CsCheck;
using MMPareto.Experiments.Configuration;

namespace MMPareto.Tests.Configuration;

public class ConfigFuzzTests
{
    private static readonly ConfigSchema Schema = ExperimentSchema.Schema;

    private static readonly string[] Pieces =
    [
        "training", "epochs", "data", "noise", "method", "name", "gamma", ": ", ":", "\n", "\n  ", "\n    ", "- ", "[", "]",
        "{", "}", ", ", "&a ", "*a", "!!int ", "!", "|", ">", "'", "\"", "\\x", "# ", "? ", "<<", "%YAML 1.2\n", "%TAG ! a\n",
        "---", "...", "~", "null", "1", "-1.5e3", "99999999999999999999", ".inf", "\t", "\0", "\r", "\u2028", "é", "\ud83d",
    ];

    [Fact]
    public void Whatever_the_text_only_a_ConfigException_comes_out() =>
        OneOf(Pieces).Array[0, 25].Select(string.Concat).Sample(OnlyConfigException, iter: 50_000, threads: 1);

    [Fact]
    public void Whatever_the_characters_only_a_ConfigException_comes_out() =>
        Gen.String.Sample(OnlyConfigException, iter: 10_000, threads: 1);

    [Fact]
    public void Whatever_the_change_to_a_good_file_only_a_ConfigException_comes_out()
    {
        var good = ConfigWriter.Write(ConfigReader.Read("", "a", Schema, []));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 20], OneOf(Pieces)).Sample(
            (at, length, piece) => OnlyConfigException(
                good[..at] + piece + good[Math.Min(good.Length, at + length)..]), iter: 10_000, threads: 1);
    }

    [Fact]
    public void Whatever_is_written_is_read_back_equal_and_written_alike() =>
        Configurations.Sample(values =>
        {
            var yaml = ConfigWriter.Write(values);
            var read = ConfigReader.Read(yaml, "again", Schema, []);
            Assert.Equal(values, read);
            Assert.Equal(yaml, ConfigWriter.Write(read));
        }, iter: 500, threads: 1);

    /// <summary>Configurations with a random value for every key that applies.</summary>
    private static Gen<ConfigValues> Configurations =>
        from drawn in Overrides(Schema.Keys.Where(k => k.Kind == ConfigKind.Choice && k.Condition is null))
        let choices = drawn.Contains("data.dataset=manifest") ? [.. drawn, "data.manifest=m.csv"] : drawn
        let chosen = ConfigReader.Read("", "choices", Schema, choices)
        from others in Overrides(Schema.Keys.Where(k => chosen.Applies(k.Path) && !choices.Any(c => Sets(c, k))))
        let modalities = chosen.Applies("data.modalities") ? new[] { "data.noise=1.5", "data.conflict=0,1", "data.modalities=2", "data.features=101" } : []
        let manifest = chosen.Applies("data.manifest") ? new[] { "data.columns=a b=text, ü=image", "data.label=é d, b=number", "data.onnx=a b=x y.onnx, ü=z.onnx", "data.validation_share=0.25", "data.test_share=0.7" } : []
        let transformers = new[] { "model.weights=a=b c.safetensors", "model.width=24", "model.heads=3", "model.layers=5", "model.fusion_layer=3" }
            .Where(setting => chosen.Applies(setting.Split('=')[0]))
        let parts = others.Contains("method.gradient=features") ? 1 : 3
        select ConfigReader.Override(chosen, [.. others, .. modalities, .. manifest, .. transformers, "training.batch_size=64", $"training.micro_batches={parts}"]);

    private static Gen<string[]> Overrides(IEnumerable<ConfigKey> keys) =>
        keys.Select(k => Value(k).Select(v => $"{k.Path}={v}")).Aggregate(
            Gen.Const(Array.Empty<string>()), (all, one) => Gen.Select(all, one, (a, o) => (string[])[.. a, o]));

    private static Gen<string> Value(ConfigKey key) => key.Kind switch
    {
        ConfigKind.Choice => OneOf(key.Choices),
        ConfigKind.Boolean => Gen.Bool.Select(b => b ? "true" : "false"),
        ConfigKind.WholeNumber => Gen.Int[(int)key.Range.Minimum, (int)Math.Min(key.Range.Maximum, int.MaxValue)]
            .Select(i => FormattableString.Invariant($"{i}")),
        ConfigKind.Text => Gen.String[Gen.Char["ab \"\\'#:-{[éß日,&*!%@`~"], 1, 12].Select(Name(key)),
        _ => Gen.Double.Unit.Where(key.Range.Contains).Select(x => FormattableString.Invariant($"{x:R}")),
    };

    private static Func<string, string> Name(ConfigKey key) => text =>
        key.Path == "experiment" ? "x" + string.Concat(text.Where(c => !"\"\\:*".Contains(c, StringComparison.Ordinal))).Trim() : text;

    private static Gen<string> OneOf(IReadOnlyList<string> texts) => Gen.Int[0, texts.Count - 1].Select(i => texts[i]);

    private static bool Sets(string text, ConfigKey key) => text.StartsWith(key.Path + "=", StringComparison.Ordinal);

    private static void OnlyConfigException(string yaml)
    {
        try
        {
            ConfigReader.Read(yaml, "fuzz.yaml", Schema, [yaml]);
        }
        catch (ConfigException e)
        {
            Assert.NotEmpty(e.Problems);
            Assert.All(e.Problems, p => Assert.DoesNotContain('\n', p.ToString()));
        }
    }
}
