using MMPareto.Data;
using MMPareto.Experiments;
using MMPareto.Experiments.Building;
using MMPareto.Experiments.Configuration;
using MMPareto.Models;
using MMPareto.Models.Encoders;
using MMPareto.Models.Exchange;
using MMPareto.Tests.Training;

namespace MMPareto.Tests.Experiments;

public class EncoderChoiceTests
{
    private static readonly Modality Photo = new("photo", [3, 16, 16]);
    private static readonly Modality Voice = new("voice", [1, 16, 24]) { Kind = ModalityKind.Spectrogram };
    private static readonly Modality Clip = new("clip", [2, 3, 16, 16]) { Kind = ModalityKind.Frames };
    private static readonly Modality Vector = new("vector", [5]);
    private static readonly Modality Note = new("note", [6]) { Kind = ModalityKind.Text, CodeCounts = [9] };
    private static readonly Modality Table = new("table", [3]) { Kind = ModalityKind.Table, CodeCounts = [4] };
    private static readonly Modality Walk = new("walk", [7, 2]) { Kind = ModalityKind.Sequence };
    private static readonly Modality[] All = [Photo, Voice, Clip, Vector, Note, Table, Walk];
    private static readonly string[] TinyViT = ["model.patch=8", "model.width=12", "model.heads=3"];

    [Theory]
    [InlineData("auto", "conv conv resnet18 mlp text table sequence")]
    [InlineData("mlp", "mlp mlp mlp mlp text table mlp")]
    [InlineData("resnet18", "resnet18 resnet18 resnet18 mlp text table sequence")]
    [InlineData("vit", "vit vit vit mlp text table sequence")]
    [InlineData("photo=vit, walk=mlp", "vit conv resnet18 mlp text table mlp")]
    [InlineData("photo=resnet34,vector=mlp,note=auto , clip=vit", "resnet34 conv vit mlp text table sequence")]
    public void One_name_holds_for_images_and_names_one_by_one_for_whom_they_name(string encoder, string kinds) =>
        Assert.Equal(kinds, string.Join(' ', EncoderChoice.Of(Read($"model.encoder={encoder}"), All, "none")));

    [Theory]
    [InlineData("photo=conv, photo=mlp")]
    [InlineData("photo=conv, mlp")]
    [InlineData("photo=cnn")]
    [InlineData("=lenet, photo=mlp")]
    [InlineData("a b=conv")]
    public void A_list_that_cannot_be_read_is_refused(string encoder) => Assert.Equal(
        "--set model.encoder must be one of auto, conv, lenet, mlp, resnet18, resnet34, resnet50, vit; or one each, as photo=resnet18, voice=conv; "
        + $"got '{encoder}'.", Assert.Throws<ConfigException>(() => Read($"model.encoder={encoder}")).Message);

    [Fact]
    public void A_list_is_written_and_read_again()
    {
        var config = Read("model.encoder=photo=vit ,voice=conv", "model.patch=8");
        Assert.Equal("photo=vit, voice=conv", config.GetText("model.encoder"));
        Assert.Equal(config, ConfigReader.Read(ConfigWriter.Write(config), "again", ExperimentSchema.Schema, []));
    }

    [Theory]
    [InlineData("face=conv", "--set model.encoder must be given for modalities, which are photo, voice, clip, vector, note, table, walk; got face.")]
    [InlineData("vector=vit", "model: model.encoder must be mlp or auto for inputs that are no images [c, h, w]; got vit for vector [5].")]
    [InlineData("clip=conv", "model: model.encoder must be auto, mlp, vit or a resnet for frames of videos; got conv for clip [2, 3, 16, 16].")]
    [InlineData("note=mlp", "model: model.encoder must be auto for texts, which have their own; got mlp for note [6].")]
    [InlineData("table=resnet18", "model: model.encoder must be auto for tables, which have their own; got resnet18 for table [3].")]
    [InlineData("walk=vit", "model: model.encoder must be auto or mlp for sequences; got vit for walk [7, 2].")]
    public void An_encoder_for_what_it_cannot_take_is_refused(string encoder, string message) =>
        Assert.Equal(message, Assert.Throws<ConfigException>(() => EncoderChoice.Of(Read($"model.encoder={encoder}"), All, "none")).Message);

    [Theory]
    [InlineData("auto")]
    [InlineData("vit")]
    [InlineData("photo=vit")]
    public void Mbt_is_between_vision_transformers_of_the_sizes_set(string encoder)
    {
        using var model = Build([Photo, Voice, Clip], [$"model.encoder={encoder}", "model.exchange=mbt", .. TinyViT,
            "model.layers=3", "model.bottlenecks=5", "model.fusion_layer=1"]);
        Assert.IsType<MBTExchange>(model.Exchange);
        Assert.Equal([1L, 5, 12], model.get_parameter("exchange.bottlenecks")!.shape);
        Assert.All(model.Encoders, each => Assert.Equal((12, 3), (each.FeatureCount, ((ViTEncoder)each).LayerCount)));
        Assert.Equal([1L, 1 + (2 * 4), 12], model.get_parameter("encoders.clip.pos_embed")!.shape);
    }

    [Fact]
    public void A_vision_transformer_stands_beside_vectors_and_tables()
    {
        using var model = Build([Photo, Vector, Table], ["model.encoder=vit", "model.hidden=11", .. TinyViT]);
        Assert.Equal([typeof(ViTEncoder), typeof(MLPEncoder), typeof(TableEncoder)], model.Encoders.Select(each => each.GetType()));
        Assert.Equal([11L, 5], model.get_parameter("encoders.vector.hidden.weight")!.shape);
        Assert.Null(model.Exchange);
    }

    [Theory]
    [InlineData("conv", "--set model.exchange must be none unless all modalities have vit encoders, whose tokens meet; got mbt with photo (conv), note (text).")]
    [InlineData("auto", "--set model.exchange must be none unless all modalities have vit encoders, whose tokens meet; got mbt with photo (vit), note (text).")]
    public void Mbt_with_other_encoders_is_refused(string encoder, string message) =>
        Assert.Equal(message, Refusal([Photo, Note], $"model.encoder={encoder}", "model.exchange=mbt"));

    [Fact]
    public void What_does_not_fit_a_vision_transformer_is_refused()
    {
        Assert.Equal("--set model.patch must be at most the height and width of what vit encoders see; got 17 for photo [3, 16, 16].",
            Refusal([Photo, Voice], "model.encoder=vit", "model.patch=17"));
        Assert.Equal("--set model.width must be a multiple of model.heads; got 100 with 3 heads.", Refusal([Photo], "model.encoder=vit", "model.width=100"));
        Assert.Equal("--set model.fusion_layer must be at most model.layers - 2, as encoders meet between two blocks; got 3 with 4 layers.",
            Refusal([Photo, Voice], "model.encoder=auto", "model.exchange=mbt", "model.fusion_layer=3"));
        Assert.Equal("--set model.width must be left out unless model.encoder is auto or vit; got it with model.encoder conv.",
            Refusal([Photo], "model.encoder=conv", "model.width=96"));
        Assert.Equal("--set model.bottlenecks must be left out unless model.exchange is mbt; got it with model.exchange auto.",
            Refusal([Photo], "model.bottlenecks=5"));
        var partial = new PartialDataset(Data([Photo, Voice]), (index, modality) => index + modality > 0);
        Assert.Equal("--set model.exchange must be none where samples lack a modality; got mbt with photo (vit), voice (vit).",
            Assert.Throws<ConfigException>(() => ModelBuilder.Build(Read("model.encoder=auto", "model.exchange=mbt"), partial)).Message);
    }

    [Theory]
    [InlineData("unimodal-only")]
    [InlineData("agm")]
    [InlineData("g-blending")]
    [InlineData("greedy")]
    public void Methods_that_need_each_modality_alone_or_another_exchange_refuse_mbt(string method)
    {
        using var model = Build([Photo, Voice], ["model.exchange=mbt", $"method.name={method}", "model.encoder=auto", .. TinyViT]);
        using var built = MethodBuilder.EntryOf(Read($"method.name={method}")).Build(Read($"method.name={method}"));
        Assert.Contains("set model.exchange to", built.Refuse(model), StringComparison.Ordinal);
    }

    private static ConfigValues Read(params string[] settings) => ExperimentSource.Read("playground", settings);

    private static FakeDataset Data(Modality[] modalities) => new(4, (_, _, _) => 0, (_, _) => 0) { Modalities = modalities };

    private static MultimodalModel Build(Modality[] modalities, string[] settings) => (MultimodalModel)ModelBuilder.Build(Read(settings), Data(modalities));

    private static string Refusal(Modality[] modalities, params string[] settings) =>
        Assert.Throws<ConfigException>(() => Build(modalities, settings)).Message;
}
