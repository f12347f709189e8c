using MMPareto.Data.Manifests;
using MMPareto.Experiments.Building;
using static MMPareto.Experiments.Configuration.ConfigKey;

namespace MMPareto.Experiments.Configuration;

/// <summary>The configuration of an experiment: the one table that reading, checking and documentation come from.</summary>
public static class ExperimentSchema
{
    private static readonly ConfigRange Positive = new() { Minimum = 0, ExcludesMinimum = true };
    private static readonly ConfigRange BelowOne = new() { Minimum = 0, Maximum = 1, ExcludesMaximum = true };

    /// <summary>The keys in order, with their defaults, and the relations between them.</summary>
    public static ConfigSchema Schema { get; } = new(
        "MMPareto experiment",
        [.. General(), .. Data(), .. Model(), .. Method(), .. Optimizer(), .. Schedule(), .. Training()],
        Rules());

    private static ConfigKey[] General() =>
    [
        Text("experiment", "experiment", "Name of the experiment; run folders are named after it."),
    ];

    private static ConfigKey[] Data() =>
    [
        Choice("data.dataset", ["cg-mnist", "multi-mnist", "av-digits", "playground", "manifest"],
            "The data: coloured-and-grey MNIST, two digits in an image, written and spoken digits, made up on the fly, or a manifest of your own."),
        .. Manifest(),
        Text("data.folder", "", "Folder of the four MNIST files in IDX format; empty for the download cache.")
            .When("data.dataset", "cg-mnist", "multi-mnist", "av-digits"),
        WholeNumber("data.pairs", 10_000, "Training pairs of a written and a spoken digit.")
            .When("data.dataset", "av-digits") with { Range = ConfigRange.Between(100, 50_000) },
        Number("data.sound_noise", 0.5, "Standard deviation of the white noise in the sound, over the root mean square of the speech.")
            .When("data.dataset", "av-digits") with { Range = ConfigRange.Between(0, 10) },
        Choice("data.validation", ["unbiased", "biased"],
            "Whether colours of the validation set are free of the class, as in the test set, or tied to it, as in training.")
            .When("data.dataset", "cg-mnist"),
        Number("data.colour_variance", 0.03, "Variance of the colours around the mean of their class, on a scale of 0 to 1.")
            .When("data.dataset", "cg-mnist") with { Range = ConfigRange.Between(0, 0.25) },
        WholeNumber("data.validation_size", 5000, "Training samples set aside for validation.")
            .When("data.dataset", "cg-mnist", "multi-mnist") with { Range = ConfigRange.AtLeast(10) },
        Number("data.noise_right", 0, "Share of the right digit's pixels that salt-and-pepper noise replaces; makes that task harder.")
            .When("data.dataset", "multi-mnist") with { Range = ConfigRange.Between(0, 1) },
        WholeNumber("data.limit", 0, "Samples used of each set, for quick trials; 0 for all.")
            with { Range = ConfigRange.AtLeast(0) },
        WholeNumber("data.seed", 0, "Seed of the data alone: the same data for every training seed.")
            with { Range = ConfigRange.AtLeast(0) },
        WholeNumber("data.modalities", 2, "Number of modalities.")
            .When("data.dataset", "playground") with { Range = ConfigRange.Between(2, 6) },
        WholeNumber("data.classes", 4, "Number of classes.")
            .When("data.dataset", "playground") with { Range = ConfigRange.Between(2, 100) },
        WholeNumber("data.features", 16, "Features of a sample in each modality.")
            .When("data.dataset", "playground") with { Range = ConfigRange.Between(3, 4096) },
        WholeNumber("data.train_size", 2000, "Samples in the training set.")
            .When("data.dataset", "playground") with { Range = ConfigRange.Between(10, 1_000_000) },
        WholeNumber("data.validation_samples", 500, "Samples in the validation set.")
            .When("data.dataset", "playground") with { Range = ConfigRange.Between(10, 1_000_000) },
        WholeNumber("data.test_size", 1000, "Samples in the test set.")
            .When("data.dataset", "playground") with { Range = ConfigRange.Between(10, 1_000_000) },
        Numbers("data.signal", [3], "Length of the class's direction before imbalance; one for all, or one each.")
            .When("data.dataset", "playground") with { Range = ConfigRange.Between(0, 100) },
        Number("data.imbalance", 0.5, "How fast the signal falls: modality k, from 1, keeps a share (1 - imbalance)^(k - 1) of it.")
            .When("data.dataset", "playground") with { Range = BelowOne },
        Numbers("data.conflict", [0.2], "Probability that a modality shows the evidence of another class; one for all, or one each.")
            .When("data.dataset", "playground") with { Range = ConfigRange.Between(0, 1) },
        Numbers("data.noise", [1], "Standard deviation of the noise on the features; one for all, or one each.")
            .When("data.dataset", "playground") with { Range = ConfigRange.Between(0, 100) },
        Number("data.opposition", 0, "Strength in the last modality of a confounding class that the others show; sets the gradients in conflict, 0 for none.")
            .When("data.dataset", "playground") with { Range = ConfigRange.Between(0, 10) },
        Number("data.confounding", 0.4, "Probability that the confounding class is the sample's own; only with data.opposition above 0.")
            .When("data.dataset", "playground") with { Range = ConfigRange.Between(0, 1) },
    ];

    private static ConfigKey[] Manifest() =>
    [
        .. new[]
        {
            Text("data.manifest", "", "The manifest: a CSV, TSV, JSON-lines or Parquet file with a row a sample."),
            Text("data.label", "", "The column to predict, as score=number or tags=multi-label where needed; empty for label, target, class or y; several are tasks."),
            Text("data.columns", "", "Kinds of columns that are not to be found out, as photo=image, zip=ignored."),
            Text("data.root", "", "Folder that paths in cells start from, and that files must be in; empty for that of the manifest."),
            Choice("data.links", ["inside", "follow"], "Whether links below that folder must stay in it, or may lead anywhere: follow is for links that you have set yourself."),
            Number("data.validation_share", 0.15, "Share of the rows for validation where no split column tells.")
                with { Range = ConfigRange.Between(0.001, 0.9) },
            Number("data.test_share", 0.15, "Share of the rows for the test where no split column tells.")
                with { Range = ConfigRange.Between(0.001, 0.9) },
            WholeNumber("data.image_size", 0, "Height and width of images in pixels; 0 for their own up to 64, else 224.")
                with { Range = ConfigRange.Between(0, ManifestLimits.LargestImage) },
            Boolean("data.augment", false, "Whether training sees a random part of each image, perhaps mirrored, and random frames of videos."),
            WholeNumber("data.frames", 3, "Frames of a video.") with { Range = ConfigRange.Between(1, ManifestLimits.MostFrames) },
            WholeNumber("data.sample_rate", 16000, "Samples a second that audio is brought to, in Hz.")
                with { Range = ConfigRange.Between(ManifestLimits.LowestSampleRate, ManifestLimits.HighestSampleRate) },
            Number("data.audio_seconds", 0, "Seconds of audio that are used; 0 for the longest of the first training clips, up to 10.")
                with { Range = ConfigRange.Between(0, ManifestLimits.LongestClip) },
            Choice("data.spectrogram", [.. ManifestSettings.Spectrograms.Keys],
                "What becomes of audio: log-mel standardised by training clips, the stft of OGM-GE's CREMA-D, or the Kaldi bank of its Kinetics-Sounds."),
            WholeNumber("data.mel_bins", 64, "Mel bins of a spectrogram, whose frames are 10 ms apart; stft has 257 frequencies instead.")
                with { Range = ConfigRange.Between(ManifestLimits.LeastMelBins, ManifestLimits.MostMelBins) },
            WholeNumber("data.text_length", 64, "Tokens that a text is cut to.") with { Range = ConfigRange.Between(1, ManifestLimits.LongestText) },
            WholeNumber("data.vocabulary", 5000, "Words of the vocabulary at most; rarer ones are read in pieces.")
                with { Range = ConfigRange.Between(1, ManifestLimits.MostNames) },
            Text("data.onnx", "", "Frozen ONNX networks that turn columns of images, frames, audio or arrays into features, as photo=clip.onnx, voice=sound.onnx."),
            Choice("data.bad_files", ["stop", "skip"], "Whether a file that cannot be read is an error, or its row is left out; all files are read first for that."),
            Text("data.cache", "", "Folder in which decoded images, frames and audio are kept for later epochs and runs; empty for none."),
            Number("data.cache_gigabytes", 10, "Room in that folder, in gigabytes; what was not used for longest goes first.")
                with { Range = ConfigRange.Between(0.01, 100_000) },
        }.Select(key => key.When("data.dataset", "manifest")),
    ];

    private static ConfigKey[] Model() =>
    [
        Choice("model.encoder", ["auto", "conv", "lenet", "mlp", "resnet18", "resnet34", "resnet50", "vit"],
            "Encoder of images, frames and spectrograms; auto is conv, resnet18 for large ones, vit with mbt. Texts, tables, sequences and vectors have their own.") with { TakesList = true },
        WholeNumber("model.features", 64, "Length of the feature vector of each encoder.")
            with { Range = ConfigRange.Between(1, 65536) },
        WholeNumber("model.hidden", 64, "Units in the hidden layer of mlp encoders and those of tables.")
            with { Range = ConfigRange.Between(1, 65536) },
        Boolean("model.batch_norm", true, "Whether conv encoders normalise each batch.")
            .When("model.encoder", "auto", "conv"),
        WholeNumber("model.patch", 16, "Height and width in pixels of the patches that vit encoders cut their input into.")
            .When("model.encoder", "auto", "vit") with { Range = ConfigRange.Between(1, 1024) },
        WholeNumber("model.width", 192, "Length of the tokens of vit encoders, and of their feature vector; a multiple of model.heads.")
            .When("model.encoder", "auto", "vit") with { Range = ConfigRange.Between(1, 65536) },
        WholeNumber("model.layers", 4, "Blocks of vit encoders.")
            .When("model.encoder", "auto", "vit") with { Range = ConfigRange.Between(1, 64) },
        WholeNumber("model.heads", 3, "Heads of each attention in vit encoders.")
            .When("model.encoder", "auto", "vit") with { Range = ConfigRange.Between(1, 64) },
        Choice("model.exchange", ["auto", "none", "mmtm", "mbt"],
            "How encoders exchange information between layers: two conv encoders by mmtm, vit encoders by mbt; auto is what the method asks for."),
        WholeNumber("model.bottlenecks", 4, "Tokens in which vit encoders meet.")
            .When("model.exchange", "mbt") with { Range = ConfigRange.Between(1, 1024) },
        WholeNumber("model.fusion_layer", 2, "First block, from 0, in which vit encoders see the tokens that they meet in; at most model.layers - 2.")
            .When("model.exchange", "mbt") with { Range = ConfigRange.Between(0, 62) },
        Choice("model.fusion", ["auto", "concatenation", "sum", "film", "gated", "ensemble"],
            "The fused output: a head on features that are joined in one of four ways, or the mean of the own heads' probabilities; auto is what the method asks for."),
        Text("model.weights", "", "Weights that encoders begin with, as photo=resnet18.safetensors; names of tensors are those of docs/models.md."),
        Text("model.freeze", "", "Beginnings of names of parameters that are not trained, as encoders.photo.conv1., encoders.photo.layer1."),
        Number("model.dropout", 0.5, "Probability that a lenet encoder drops a channel of its second convolution in training.")
            .When("model.encoder", "lenet") with { Range = BelowOne },
        WholeNumber("model.head_hidden", 0, "Units in the hidden layer of each task's head; 0 for linear heads.")
            .When("data.dataset", "multi-mnist", "manifest") with { Range = ConfigRange.Between(0, 65536) },
        Number("model.head_dropout", 0.5, "Probability that a hidden unit of a task's head is dropped in training.")
            .When("data.dataset", "multi-mnist", "manifest") with { Range = BelowOne },
    ];

    /// <summary>Settings of methods come from the catalog; each means something for the methods that have it.</summary>
    private static ConfigKey[] Method() =>
    [
        Choice("method.name", ["mmpareto", .. Catalog.Methods.Select(method => method.Name).Where(name => name != "mmpareto")],
            "The balancing method; see docs/methods."),
        .. Catalog.Methods.SelectMany(method => method.Keys).DistinctBy(key => key.Path).Select(key => key.When("method.name",
            [.. Catalog.Methods.Where(method => method.Keys.Any(own => own.Path == key.Path)).Select(method => method.Name)])),
    ];

    private static ConfigKey[] Optimizer() =>
    [
        Choice("optimizer.name", ["sgd", "adamw"], "The optimizer."),
        Number("optimizer.learning_rate", 0.01, "Learning rate before any schedule.") with { Range = Positive },
        Number("optimizer.momentum", 0.9, "Momentum.").When("optimizer.name", "sgd") with { Range = BelowOne },
        Number("optimizer.weight_decay", 1e-4, "Weight decay: added to the gradient by sgd, decoupled in adamw.")
            with { Range = ConfigRange.AtLeast(0) },
        Number("optimizer.beta1", 0.9, "Decay of the mean of the gradients.").When("optimizer.name", "adamw")
            with { Range = BelowOne },
        Number("optimizer.beta2", 0.999, "Decay of the mean of the squared gradients.")
            .When("optimizer.name", "adamw") with { Range = BelowOne },
        Number("optimizer.epsilon", 1e-8, "Added to the root of the mean squared gradient.")
            .When("optimizer.name", "adamw") with { Range = Positive },
        Number("optimizer.clip_norm", 0, "Largest norm of all gradients together; longer ones are scaled down, 0 for no limit.")
            with { Range = ConfigRange.AtLeast(0) },
    ];

    private static ConfigKey[] Schedule() =>
    [
        Choice("schedule.name", ["constant", "step", "cosine"], "How the learning rate changes over the epochs."),
        Number("schedule.warmup_epochs", 0, "Epochs over which the learning rate rises from 0; may be a fraction.")
            with { Range = ConfigRange.AtLeast(0) },
        WholeNumber("schedule.step_epochs", 30, "Epochs between two drops of the learning rate.")
            .When("schedule.name", "step") with { Range = ConfigRange.AtLeast(1) },
        Number("schedule.factor", 0.1, "Factor on the learning rate at each drop.")
            .When("schedule.name", "step") with { Range = ConfigRange.Between(0, 1) },
        Number("schedule.final_factor", 0, "Learning rate at the end, as a fraction of that at the beginning.")
            .When("schedule.name", "cosine") with { Range = ConfigRange.Between(0, 1) },
    ];

    private static ConfigKey[] Training() =>
    [
        WholeNumber("training.epochs", 5, "Passes over the training set.")
            with { Range = ConfigRange.AtLeast(1) },
        WholeNumber("training.batch_size", 64, "Samples in a step.")
            with { Range = ConfigRange.Between(1, 65536) },
        WholeNumber("training.micro_batches", 1, "Parts that a batch is computed in, one after the other, to save memory.")
            with { Range = ConfigRange.AtLeast(1) },
        Number("training.modality_dropout", 0, "Probability that a sample loses a modality in a step of training; it keeps one at least.")
            with { Range = BelowOne },
        WholeNumber("training.seed", 0, "Seed of the first weights and of the order of samples.")
            with { Range = ConfigRange.AtLeast(0) },
        WholeNumber("training.threads", 0, "Threads that libtorch computes with; 0 for OMP_NUM_THREADS or else all cores.")
            with { Range = ConfigRange.Between(0, 1024) },
        WholeNumber("training.workers", 1, "Threads that prepare batches ahead; 0 to prepare them in the loop.")
            with { Range = ConfigRange.Between(0, 256) },
        Text("training.device", "cpu", "Device to train on: cpu, cuda or cuda:1."),
        Choice("training.precision", ["auto", "fp32", "bf16"],
            "Numbers that encoders train in; weights stay fp32. auto is bf16 on a CPU that computes it fast (AVX512_BF16, AMX), else fp32."),
        Choice("training.class_weights", ["none", "balanced"],
            "Factors on the training loss: balanced lets every class weigh alike, and the samples that have a label like those without."),
        Choice("training.select_by", ["validation-accuracy", "validation-loss"],
            "What makes an epoch the best one; accuracy stands for mAP of several labels and R² of numbers."),
        WholeNumber("training.patience", 0, "Epochs without a better one after which training stops; 0 for never.")
            with { Range = ConfigRange.AtLeast(0) },
        Number("training.time_limit_minutes", 0, "Minutes after which training stops at the end of the step, and keeps whole epochs; 0 for no limit.")
            with { Range = ConfigRange.Between(0, 1_000_000) },
        WholeNumber("training.checkpoint_steps", 0, "Steps after which all that is needed to go on is saved within an epoch; 0 for never.")
            with { Range = ConfigRange.AtLeast(0) },
        Number("training.checkpoint_minutes", 10, "Minutes after which all that is needed to go on is saved within an epoch; 0 for never.")
            with { Range = ConfigRange.Between(0, 1_000_000) },
        Choice("training.not_finite", ["stop", "skip", "rollback"],
            "When a loss or gradient is not finite: stop, leave the step out, or go back to the epoch's beginning (or last checkpoint_steps), then on."),
        WholeNumber("training.not_finite_limit", 10, "Steps that are not finite and that a run goes on from; the next one stops it.")
            .When("training.not_finite", "skip", "rollback") with { Range = ConfigRange.AtLeast(1) },
    ];

    private static ConfigRule[] Rules() =>
    [
        new(["experiment"], "a folder name: 1 to 100 characters, none of / \\ : * ? \" < > |, no dot in front",
            v => IsFolderName(v.GetText("experiment")) ? null : ConfigText.Quote(v.GetText("experiment"))),
        new(["training.micro_batches", "training.batch_size"], "at most training.batch_size",
            v => v.GetInteger("training.micro_batches") <= v.GetInteger("training.batch_size") ? null
                : $"{v.GetInteger("training.micro_batches")} with a batch size of {v.GetInteger("training.batch_size")}"),
        new(["training.micro_batches", MethodKeys.GradientAt.Path], "1 where method.gradient is features, whose weights need the whole batch at once",
            v => v.GetText(MethodKeys.GradientAt.Path) != "features" || v.GetInteger("training.micro_batches") == 1 ? null
                : $"{v.GetInteger("training.micro_batches")}"),
        new(["model.width", "model.heads"], "a multiple of model.heads",
            v => v.GetInteger("model.width") % v.GetInteger("model.heads") == 0 ? null
                : $"{v.GetInteger("model.width")} with {v.GetInteger("model.heads")} heads"),
        new(["model.fusion_layer", "model.layers"], "at most model.layers - 2, as encoders meet between two blocks",
            v => v.GetInteger("model.fusion_layer") <= v.GetInteger("model.layers") - 2 ? null
                : $"{v.GetInteger("model.fusion_layer")} with {v.GetInteger("model.layers")} layers"),
        new(["data.manifest"], "the path of a manifest", v => v.GetText("data.manifest").Length > 0 ? null : "none"),
        new(["data.columns"], $"names and kinds of columns, as photo=image, each column once; kinds are {string.Join(", ", ManifestSettings.Kinds.Keys)}",
            v => ManifestSettings.Problem(v.GetText("data.columns"))),
        new(["data.onnx"], "names of columns and paths without commas, as photo=clip.onnx, each column once",
            v => ManifestSettings.OnnxProblem(v.GetText("data.onnx"))),
        new(["data.label"], "names of columns, each once, each with =class, =multi-label or =number or without",
            v => ManifestSettings.LabelProblem(v.GetText("data.label"))),
        new(["model.weights"], "one safetensors file for each of some modalities, as photo=resnet18.safetensors", v => FirstWeights.Problem(v.GetText("model.weights"))),
        new(["data.validation_share", "data.test_share"], "with data.test_share below 1",
            v => v.GetNumber("data.validation_share") + v.GetNumber("data.test_share") < 1 ? null
                : FormattableString.Invariant($"{v.GetNumber("data.validation_share")} and {v.GetNumber("data.test_share")}")),
        new(["data.classes", "data.features"], "below data.features, so that each class has a direction of its own",
            v => v.GetInteger("data.classes") < v.GetInteger("data.features") ? null
                : $"{v.GetInteger("data.classes")} with {v.GetInteger("data.features")} features"),
        OneForEachModality("data.signal"),
        OneForEachModality("data.conflict"),
        OneForEachModality("data.noise"),
    ];

    private static ConfigRule OneForEachModality(string path) => new(
        [path, "data.modalities"], "one number, or one for each of data.modalities", v =>
            v.GetNumbers(path).Count == 1 || v.GetNumbers(path).Count == v.GetInteger("data.modalities") ? null
                : $"{v.GetNumbers(path).Count} with {v.GetInteger("data.modalities")} modalities");

    private static bool IsFolderName(string name) => name.Length is > 0 and <= 100 && name[0] != '.'
        && name.Trim() == name && !name.Any(@"/\:*?""<>|".Contains);
}
