using MMPareto.Experiments.Building;
using MMPareto.Gradients;
using MMPareto.Training.Methods.Objective;
using static MMPareto.Experiments.Building.MethodKeys;

namespace MMPareto.Experiments;

/// <summary>All methods, data sets and models by name; an explicit list, so that nothing registers itself.</summary>
public static class Catalog
{
    /// <summary>Family of the data sets with several labels a sample.</summary>
    public const string Tasks = "several tasks";

    private const string MultiTask = "multi-task";

    /// <summary>Balancing methods: one line each, and nothing else in the code names them.</summary>
    public static IReadOnlyList<MethodEntry> Methods { get; } =
    [
        Method("joint", "baseline", "One loss on the fused output; the common way to train.", "", _ => new JointMethod()),
        Method("unimodal-only", "baseline", "Each modality alone; the fused output is their ensemble.", "", _ => new UnimodalOnlyMethod())
            with { Fusion = "ensemble" },
        Gradient("uniform", "baseline", "Multimodal and unimodal losses, their gradients added.", "", _ => Weightings.Uniform(), Interval),
        Gradient("uniform-scaled", "control", "uniform with the encoders' gradients times gamma.", "MMPareto2024",
            config => Weightings.UniformScaled(GradientGamma(config)), Gamma, GammaActsOn, Interval),
        Gradient("pareto", "gradient", "The min-norm direction in every step (MGDA).", "Sener2018", _ => Weightings.Pareto()),
        Gradient("mmpareto", "gradient", "Min-norm direction in conflict, sum otherwise, at least as long as the sum, times gamma.",
            "MMPareto2024", config => Weightings.MMPareto(GradientGamma(config)), Gamma, GammaActsOn),
        Gradient("mmpareto-official", "gradient", "mmpareto as the released code computes it, tensor by tensor.",
            "MMPareto2024", config => Weightings.MMParetoOfficial(GradientGamma(config)), Gamma, GammaActsOn),
        Gradient("pcgrad", MultiTask, "Each gradient without what it has against the others, then the sum.", "Yu2020",
            _ => Weightings.PCGrad()),
        Gradient("gradnorm", MultiTask, "Learnt weights that bring gradients to lengths at which losses fall alike.", "Chen2018",
            GradNorm, RestoringForce, WeightRate),
        Gradient("metabalance", MultiTask, "Gradients drawn to the length of the first, tensor by tensor.", "He2022",
            MetaBalance, Relax, LengthDecay),
        Method("g-blending", "objective", "Losses weighed by how well each generalises, and how little it overfits, when trained alone.",
            "Wang2020", GBlendingSettings.Build, GBlendingSettings.Keys),
        Method("pmr", "objective", "Features of slow modalities drawn to the prototypes of their classes.", "Fan2023",
            PMRSettings.Build, PMRSettings.Keys),
        Method("greedy", "exchange", "The slower of two branches does without what the other tells it, for some steps.", "Wu2022",
            GreedySettings.Build, GreedySettings.Keys) with { Exchange = "mmtm", Fusion = "ensemble" },
        Method("ogm", "gradient", "Smaller gradients for the encoder of a modality that is ahead.", "Peng2022",
            OGMSettings.Build, OGMSettings.Keys),
        Method("ogm-ge", "gradient", "ogm with noise on the encoders' gradients.", "Peng2022", OGMSettings.BuildEnhanced, OGMSettings.Keys),
        Method("agm", "gradient", "Gradients at what each modality contributes to the logits, scaled by who is further ahead than usual.",
            "Li2023", AGMSettings.Build, AGMSettings.Keys),
    ];

    /// <summary>
    /// Names of the methods that are compared on a data set when nobody names any: with several tasks all that weigh gradient
    /// rows, else all that were not made for several tasks.
    /// </summary>
    /// <param name="dataset">Name of the data set.</param>
    /// <param name="hasSeveralLabels">Whether it is a manifest of which several columns are predicted.</param>
    public static IReadOnlyList<string> MethodsFor(string dataset, bool hasSeveralLabels = false)
    {
        var hasTasks = hasSeveralLabels || Datasets.Any(entry => entry.Name == dataset && entry.Family == Tasks);
        return [.. Methods.Where(method => hasTasks ? method.ServesTasks : method.Family != MultiTask).Select(method => method.Name)];
    }

    /// <summary>Data sets.</summary>
    public static IReadOnlyList<CatalogEntry> Datasets { get; } =
    [
        new("cg-mnist", "images", "MNIST in gray and in colour; colour follows the digit in training only.", "Kim2019", "datasets/cg-mnist.md"),
        new("multi-mnist", Tasks, "Two overlapping digits in one image, a task for each; noise on the right one as a dial.",
            "Sabour2017", "datasets/multi-mnist.md"),
        new("av-digits", "images and sound", "A digit of MNIST and the same digit spoken, voices apart by part, noise as a dial.", "", "datasets/av-digits.md"),
        new("manifest", "your own", "Images, audio, text, tables and arrays that a CSV, TSV, JSON-lines or Parquet file names.", "", "datasets/manifest.md"),
        new("playground", "made up", "Vectors in 2 to 6 modalities with dials for imbalance, conflict and noise.", "", "datasets/playground.md"),
    ];

    /// <summary>Parts of models.</summary>
    public static IReadOnlyList<CatalogEntry> Models { get; } =
    [
        new("conv", "encoder", "Four convolutions and a global average, for images of about 28x28.", "", "models.md"),
        new("lenet", "encoder", "Two convolutions and a linear layer with dropout, the network of MultiMNIST.", "Sener2018", "models.md"),
        new("mlp", "encoder", "One hidden layer, for inputs of any shape, flattened.", "", "models.md"),
        new("resnet18", "encoder", "Residual network of 18 layers for images, frames of videos and spectrograms.", "He2016", "models.md"),
        new("resnet34", "encoder", "The same with 34 layers.", "He2016", "models.md"),
        new("resnet50", "encoder", "The same with 50 layers, in bottleneck blocks.", "He2016", "models.md"),
        new("vit", "encoder", "Vision transformer on patches of images, frames of videos and spectrograms.", "Dosovitskiy2021", "models.md"),
        new("mmtm", "exchange", "Two conv encoders gate each other's channels, layer by layer.", "Joze2020", "models.md"),
        new("mbt", "exchange", "Two or more vit encoders meet in a few shared tokens.", "Nagrani2021", "models.md"),
        new("concatenation", "fusion", "The features of all modalities one after the other.", "MMPareto2024", "models.md"),
        new("sum", "fusion", "A linear map of each modality's features, added up.", "", "models.md"),
        new("film", "fusion", "One modality's features scale and shift the other's; two modalities.", "Perez2018", "models.md"),
        new("gated", "fusion", "One modality's features gate the other's; two modalities.", "Kiela2018", "models.md"),
        new("ensemble", "fusion", "The mean of the own heads' probabilities; no fused head.", "", "models.md"),
    ];
}
