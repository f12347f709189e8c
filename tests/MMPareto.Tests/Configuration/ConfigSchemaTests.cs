using MMPareto.Experiments.Configuration;

namespace MMPareto.Tests.Configuration;

public class ConfigSchemaTests
{
    private static readonly ConfigKey Kind = ConfigKey.Choice("a.kind", ["x", "y"], "Kind.");
    private static readonly ConfigKey Size = ConfigKey.WholeNumber("a.size", 1, "Size.");

    [Fact]
    public void A_key_stands_in_a_schema_once() =>
        Refuses("a.size must stand in the schema once; got it again.", Size, Size);

    [Fact]
    public void A_section_is_in_one_piece() => Refuses(
        "a.kind must stand beside the other keys of its section; got another section between.",
        Size, ConfigKey.Boolean("b.flag", true, "Flag."), Kind);

    [Fact]
    public void A_default_is_a_value_that_the_key_accepts() =>
        Refuses("a.size must have a default that it accepts; got 1.", Size with { Range = ConfigRange.AtLeast(2) });

    [Fact]
    public void A_condition_is_on_a_choice_before()
    {
        Refuses("a.size must depend on an unconditional choice before it; got 'a.kind is x'.", Size.When("a.kind", "x"), Kind);
        Refuses("a.size must depend on an unconditional choice before it; got 'a.kind is z'.", Kind, Size.When("a.kind", "z"));
        Assert.Equal(2, new ConfigSchema("t", [Kind, Size.When("a.kind", "x", "y")]).Keys.Count);
    }

    [Fact]
    public void Every_key_of_an_experiment_is_described_in_a_sentence()
    {
        Assert.All(ExperimentSchema.Schema.Keys, k => Assert.True(
            char.IsUpper(k.Description[0]) && k.Description[^1] == '.' && k.Description.Length <= 160, k.Path));
        Assert.Equal(["data", "model", "method", "optimizer", "schedule", "training"], ExperimentSchema.Schema.Sections);
    }

    private static void Refuses(string message, params ConfigKey[] keys) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new ConfigSchema("t", keys)).Message);
}
