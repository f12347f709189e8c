using MMPareto.Experiments;
using System.Globalization;
using MMPareto.Experiments.Configuration;
using MMPareto.Tests.Support;

namespace MMPareto.Tests.Configuration;

public class ConfigReaderTests
{
    [Fact]
    public void An_empty_file_gives_all_defaults()
    {
        var values = Read("");

        Assert.Equal("cg-mnist", values.GetText("data.dataset"));
        Assert.Equal(0.01, values.GetNumber("optimizer.learning_rate"));
        Assert.Equal(5, values.GetInteger("training.epochs"));
        Assert.True(values.GetBoolean("model.batch_norm"));
        Assert.Equal([0.2], values.GetNumbers("data.conflict"));
        Assert.False(values.IsSet("training.epochs"));
        Assert.Equal(values, Read("# nothing\n---\n"));
        Assert.Equal(values, Read("training:\n"));
    }

    [Fact]
    public void Values_are_read_with_where_they_were_set()
    {
        var values = Read("""
            experiment: "größe 1"
            data: {dataset: playground, conflict: [0, 0.25], noise: 2}
            model:
              hidden: 32
            optimizer:
              learning_rate: 1e-3
            """);

        Assert.Equal("größe 1", values.GetText("experiment"));
        Assert.Equal([0, 0.25], values.GetNumbers("data.conflict"));
        Assert.Equal([2], values.GetNumbers("data.noise"));
        Assert.Equal(0.001, values.GetNumber("optimizer.learning_rate"));
        Assert.Equal("c.yaml:6", values.Source("optimizer.learning_rate"));
        Assert.True(values.IsSet("model.hidden"));
        Assert.Null(values.Source("optimizer.momentum"));
        Assert.True(values.Applies("data.noise"));
        Assert.False(values.Applies("data.folder"));
    }

    [Fact]
    public void The_last_override_wins_over_the_file()
    {
        var values = Read("training:\n  epochs: 3\n",
            "training.epochs=7", "training.epochs = 9", "data.folder=/a=b", "experiment=null");

        Assert.Equal(9, values.GetInteger("training.epochs"));
        Assert.Equal("--set training.epochs", values.Source("training.epochs"));
        Assert.Equal("/a=b", values.GetText("data.folder"));
        Assert.Equal("null", values.GetText("experiment"));
    }

    [Theory]
    [InlineData("data.conflict=0,0.5")]
    [InlineData("data.conflict=[0, 0.5]")]
    public void An_override_can_be_a_list(string text) =>
        Assert.Equal([0, 0.5], Read("", "data.dataset=playground", text).GetNumbers("data.conflict"));

    [Fact]
    public void A_key_that_an_override_makes_meaningless_is_ignored_and_told()
    {
        const string File = "method:\n  name: mmpareto\n  gamma: 2\n";

        var values = Read(File, "method.name=joint");

        Assert.Equal(["method.gamma"], values.Ignored);
        Assert.Equal(1.5, values.GetNumber("method.gamma"));
        Assert.Empty(Read(File).Ignored);
    }

    [Fact]
    public void A_configuration_can_be_varied()
    {
        var values = Read("method:\n  gamma: 2\n", "training.seed=1");

        var joint = ConfigReader.Override(values, ["method.name=joint", "training.seed=2"]);

        Assert.Equal("joint", joint.GetText("method.name"));
        Assert.Equal(["method.gamma"], joint.Ignored);
        Assert.Equal(2, joint.GetInteger("training.seed"));
        Assert.Equal(1, values.GetInteger("training.seed"));
        Assert.Equal(3, ConfigReader.Override(values, ["method.gamma=3"]).GetNumber("method.gamma"));
    }

    [Theory]
    [InlineData("lr", "optimizer.learning_rate")]
    [InlineData("learning-rate", "optimizer.learning_rate")]
    [InlineData("learnign_rate", "optimizer.learning_rate")]
    [InlineData("wd", "optimizer.weight_decay")]
    [InlineData("batch_size", "training.batch_size")]
    public void An_unknown_key_names_the_nearest_known_one(string name, string nearest) => Refuses(
        $"optimizer:\n  {name}: 0.1\n",
        $"c.yaml:2: optimizer.{name} must be a key of the section optimizer; got an unknown name. Did you mean '{nearest}'?");

    [Fact]
    public void An_unknown_key_that_is_near_to_nothing_names_nothing() => Refuses(
        "optimizer:\n  zzzzzz: 0.1\n",
        "c.yaml:2: optimizer.zzzzzz must be a key of the section optimizer; got an unknown name.");

    [Fact]
    public void An_unknown_section_names_the_nearest_known_one() => Refuses(
        "optimiser:\n  momentum: 0.1\n",
        "c.yaml:1: optimiser must be a known section or key; got an unknown name. Did you mean 'optimizer'?");

    [Fact]
    public void A_key_written_with_a_dot_is_told_how_to_write_it() => Refuses(
        "optimizer.momentum: 0.1\n",
        "c.yaml:1: optimizer.momentum must be written as 'momentum:' inside the section 'optimizer:'; got it with a dot.");

    [Theory]
    [InlineData("training: {epochs: five}", "training.epochs must be an integer of at least 1; got 'five'.")]
    [InlineData("training: {epochs: 0}", "training.epochs must be an integer of at least 1; got '0'.")]
    [InlineData("training: {epochs: 2.0}", "training.epochs must be an integer of at least 1; got '2.0'.")]
    [InlineData("training: {epochs: '5'}", "training.epochs must be an integer of at least 1; got the quoted text '5'.")]
    [InlineData("training: {epochs: 99999999999}", "training.epochs must be an integer from 1 to 2147483647; got '99999999999'.")]
    [InlineData("training: {epochs: }", "training.epochs must be an integer of at least 1; got nothing (null).")]
    [InlineData("training: {epochs: {}}", "training.epochs must be an integer of at least 1; got a mapping.")]
    [InlineData("training: {epochs: [1]}", "training.epochs must be an integer of at least 1; got a list.")]
    [InlineData("optimizer: {learning_rate: 0}", "optimizer.learning_rate must be a number above 0; got '0'.")]
    [InlineData("optimizer: {learning_rate: .nan}", "optimizer.learning_rate must be a number above 0; got '.nan'.")]
    [InlineData("optimizer: {learning_rate: Infinity}", "optimizer.learning_rate must be a number above 0; got 'Infinity'.")]
    [InlineData("optimizer: {learning_rate: 1e999}", "optimizer.learning_rate must be a number above 0; got '1e999'.")]
    [InlineData("optimizer: {learning_rate: \"0,5\"}", "optimizer.learning_rate must be a number above 0; got the quoted text '0,5'.")]
    [InlineData("optimizer: {momentum: 1}", "optimizer.momentum must be a number from 0 to below 1; got '1'.")]
    [InlineData("method: {gamma: 101}", "method.gamma must be a number above 0 up to 100; got '101'.")]
    [InlineData("data: {colour_variance: 0.3}", "data.colour_variance must be a number from 0 to 0.25; got '0.3'.")]
    [InlineData("model: {batch_norm: yes}", "model.batch_norm must be true or false; got 'yes'.")]
    [InlineData("model: {fusion: mean}", "model.fusion must be one of auto, concatenation, sum, film, gated, ensemble; got 'mean'.")]
    [InlineData("optimizer: {name: adam}", "optimizer.name must be one of sgd, adamw; got 'adam'. Did you mean 'adamw'?")]
    [InlineData("experiment: \"a\\nb\"", "experiment must be one line of text; got the quoted text 'a\\u{a}b'.")]
    [InlineData("experiment: a/b", "experiment must be a folder name: 1 to 100 characters, none of / \\ : * ? \" < > |, no dot in front; got 'a/b'.")]
    [InlineData("data: {classes: 3}", "data.classes must be left out unless data.dataset is playground; got it with data.dataset cg-mnist.")]
    [InlineData("training: {micro_batches: 65}", "training.micro_batches must be at most training.batch_size; got 65 with a batch size of 64.")]
    [InlineData("data: {dataset: playground, classes: 16}", "data.classes must be below data.features, so that each class has a direction of its own; got 16 with 16 features.")]
    [InlineData("data: {dataset: playground, noise: [1, 2, 3]}", "data.noise must be one number, or one for each of data.modalities; got 3 with 2 modalities.")]
    [InlineData("data: {dataset: playground, noise: [1, x]}", "data.noise must be a number from 0 to 100, or a list of such numbers; got a list.")]
    [InlineData("data: {dataset: playground, noise: []}", "data.noise must be a number from 0 to 100, or a list of such numbers; got an empty list.")]
    [InlineData("training: 5", "training must be a section, a mapping of keys; got '5'.")]
    [InlineData("5", "the file must be a mapping of sections; got '5'.")]
    [InlineData("[1]", "the file must be a mapping of sections; got a list.")]
    [InlineData("? [a]\n: 1", "the file must be a mapping of names to values; got a list as a name.")]
    [InlineData("training: &a {epochs: 1}", "the file must be written out; got the anchor '&a'.")]
    [InlineData("training: *a", "the file must be written out; got the alias '*a'.")]
    [InlineData("training: !!map {}", "the file must be without tags; got the tag 'tag:yaml.org,2002:map'.")]
    [InlineData("[[[[[[[[[[]]]]]]]]]]", "the file must be sections with keys; got nesting deeper than that.")]
    public void A_wrong_value_is_refused(string yaml, string message) => Refuses(yaml, "c.yaml:1: " + message);

    [Theory]
    [InlineData("training:\n  epochs: 1\n  epochs: 2\n", "c.yaml:3: training.epochs must be given once; got it again after line 2.")]
    [InlineData("training:\n  epochs: 1\ntraining:\n  seed: 2\n", "c.yaml:3: training must be given once; got it again after line 1.")]
    [InlineData("experiment: a\n---\nexperiment: b\n", "c.yaml:2: the file must be one YAML document; got another document.")]
    public void What_stands_twice_is_refused(string yaml, string message) => Refuses(yaml, message);

    [Theory]
    [InlineData("training:\n  epochs: [1\nseed: 2\n", "c.yaml:2: the file must be valid YAML; got after column 11: what cannot stand there, as when ']' or '}' is missing.")]
    [InlineData("training:\n\tepochs: 1\n", "c.yaml:1: the file must be valid YAML; got at column 1: While scanning a mapping, found invalid tab as indentation.")]
    [InlineData("training:\n  epochs: 1\n seed: 1\n", "c.yaml:3: the file must be valid YAML; got at column 2: While parsing a block mapping, did not find expected key.")]
    [InlineData("experiment: \"a\n", "c.yaml:1: the file must be valid YAML; got at column 13: While scanning a quoted scalar, found unexpected end of stream.")]
    public void A_syntax_error_is_named_with_line_and_column(string yaml, string message) => Refuses(yaml, message);

    [Theory]
    [InlineData("training.epochs", "--set: 'training.epochs' must be key=value, as training.epochs=5; got no '='.")]
    [InlineData("optimizer.lr=1", "--set optimizer.lr must be a key of the section optimizer; got an unknown name. Did you mean 'optimizer.learning_rate'?")]
    [InlineData("epochs=1", "--set epochs must be a known section or key; got an unknown name. Did you mean 'training.epochs'?")]
    [InlineData("training.epochs=0", "--set training.epochs must be an integer of at least 1; got '0'.")]
    [InlineData("training.epochs=", "--set training.epochs must be an integer of at least 1; got nothing (null).")]
    [InlineData("data.classes=3", "--set data.classes must be left out unless data.dataset is playground; got it with data.dataset cg-mnist.")]
    [InlineData("training.micro_batches=65", "--set training.micro_batches must be at most training.batch_size; got 65 with a batch size of 64.")]
    public void A_wrong_override_is_refused(string text, string message) =>
        Assert.Equal([message], Problems("", text));

    [Fact]
    public void A_wrong_method_is_refused_with_all_names_of_the_catalog_and_the_nearest()
    {
        var names = string.Join(", ", ExperimentSchema.Schema["method.name"].Choices);
        Assert.All(Catalog.Methods, method => Assert.Contains(method.Name, names, StringComparison.Ordinal));
        Assert.Equal(
            [$"--set method.name must be one of {names}; got 'mmpareto_official'. Did you mean 'mmpareto-official'?"],
            Problems("", "method.name=mmpareto_official"));
    }

    /// <summary>A run's own config.yaml stays readable when a key it names is given a condition later.</summary>
    [Fact]
    public void A_key_that_does_not_apply_may_stand_there_at_its_default()
    {
        var values = ConfigReader.Read(
            "method: {name: joint, cross: sum, diagnostics_interval: 10}", "test.yaml", ExperimentSchema.Schema, []);
        Assert.Equal("joint", values.GetText("method.name"));
        Refuses("method: {name: joint, cross: own}",
            $"c.yaml:1: method.cross must be left out unless {ExperimentSchema.Schema["method.cross"].Condition}; got it with method.name joint.");
    }

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_the_file()
    {
        var e = Assert.Throws<ConfigException>(() => Read(
            "training:\n  epochs: no\n  sed: 1\noptimiser: 5\n", "optimizer.momentum=2"));

        Assert.Equal("""
            c.yaml:2: training.epochs must be an integer of at least 1; got 'no'.
            c.yaml:3: training.sed must be a key of the section training; got an unknown name. Did you mean 'training.seed'?
            c.yaml:4: optimiser must be a known section or key; got an unknown name. Did you mean 'optimizer'?
            --set optimizer.momentum must be a number from 0 to below 1; got '2'.
            """, e.Message);
        Assert.Equal(
            new ConfigProblem("c.yaml:3", "training.sed", "a key of the section training", "an unknown name", "training.seed"),
            e.Problems[1]);
    }

    [Fact]
    public void A_text_of_more_than_a_mebibyte_is_refused_unread() => Refuses(
        new string('[', ConfigReader.LargestFile + 1),
        "c.yaml: the file must be at most 1 MiB (1048576 bytes); got 1048577 bytes.");

    [Fact]
    public void A_mebibyte_of_nonsense_is_refused_soon()
    {
        var keys = string.Concat(Enumerable.Range(0, 90_000).Select(i => $"k{i}: 1\n"));
        Assert.Equal(100, Problems(keys).Count);
        Assert.Single(Problems(new string('a', 1_000_000)));
        Assert.Single(Problems(new string('[', 1_000_000)));
        Assert.Single(Problems("\"" + new string('a', 1_000_000) + "\": 1"));
    }

    [Fact]
    public void Numbers_are_read_alike_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = comma;
        try
        {
            var values = Read("optimizer:\n  learning_rate: 0.25\n");
            Assert.Equal(0.25, values.GetNumber("optimizer.learning_rate"));
            Assert.Contains("  learning_rate: 0.25\n", ConfigWriter.Write(values), StringComparison.Ordinal);
            Assert.Equal(["--set optimizer.momentum must be a number from 0 to below 1; got '-1'."],
                Problems("", "optimizer.momentum=-1"));
            Assert.Equal(["--set data.colour_variance must be a number from 0 to 0.25; got '0,1'."],
                Problems("", "data.colour_variance=0,1"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Files_are_read_or_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Write("good.yaml", "training:\r\n  epochs: 3\r\n");
        var large = folder.Write("large.yaml", new string(' ', ConfigReader.LargestFile + 1));
        var bytes = Path.Combine(folder.FullPath, "bytes.yaml");
        File.WriteAllBytes(bytes, [0xff, 0xc0, 0x80]);

        Assert.Equal(3, ConfigReader.ReadFile(good, ExperimentSchema.Schema, []).GetInteger("training.epochs"));
        RefusesFile(large, "at most 1 MiB (1048576 bytes); got 1048577 bytes.");
        RefusesFile(bytes, "text in UTF-8; got bytes that are not.");
        RefusesFile(folder.FullPath, "a file; got a folder.");
        RefusesFile(Path.Combine(folder.FullPath, "none.yaml"), "a file; got no such file.");
    }

    [Fact]
    public void A_value_is_not_given_as_another_type()
    {
        var e = Assert.Throws<ArgumentException>(() => Read("").GetInteger("optimizer.momentum"));

        Assert.Equal("path must be a key of the type asked for; got 'optimizer.momentum', which takes a number from 0 " +
            "to below 1. (Parameter 'path')", e.Message);
        Assert.Throws<ArgumentException>(() => Read("").GetInteger("training.epoch"));
    }

    private static void RefusesFile(string path, string message) => Assert.Equal(
        $"{path}: the file must be {message}",
        Assert.Throws<ConfigException>(() => ConfigReader.ReadFile(path, ExperimentSchema.Schema, [])).Message);

    private static void Refuses(string yaml, string message) => Assert.Equal([message], Problems(yaml));

    private static List<string> Problems(string yaml, params string[] overrides) =>
        [.. Assert.Throws<ConfigException>(() => Read(yaml, overrides)).Problems.Select(p => p.ToString())];

    private static ConfigValues Read(string yaml, params string[] overrides) =>
        ConfigReader.Read(yaml, "c.yaml", ExperimentSchema.Schema, overrides);
}
