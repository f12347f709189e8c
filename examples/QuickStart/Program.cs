// A plain TorchSharp training loop in which two lines balance two modalities. Made-up data, a few seconds:
//   dotnet run -c Release --project examples/QuickStart
// LibTorch.EnsureLoaded() comes first where a program touches torch before it touches one of our libraries: on systems
// with an older C++ library TorchSharp does not load by itself.
using MMPareto.Gradients;
using MMPareto.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

LibTorch.EnsureLoaded();
random.manual_seed(1);

const int Classes = 4;
const int Features = 16;
const int Hidden = 8;
const int Epochs = 8;
const int BatchSize = 50;

// Audio shows the class clearly. Video shows it faintly, and in a third of the samples another one; audio tells when.
using var labels = arange(3000, dtype: int64) % Classes;
using var wrong = rand(3000).lt(1 / 3f);
using var audioInput = Evidence(labels, strength: 2);
using var videoInput = Evidence((labels + wrong) % Classes, strength: 1.5f);
audioInput.select(1, Features - 1).copy_(wrong);
const int TrainCount = 2000;

using var audio = Encoder();
using var video = Encoder();
using var fusedHead = nn.Linear(2 * Hidden, Classes);
using var audioHead = nn.Linear(Hidden, Classes);
using var videoHead = nn.Linear(Hidden, Classes);
nn.Module[] modules = [audio, video, fusedHead, audioHead, videoHead];
using var optimizer = optim.SGD(modules.SelectMany(module => module.parameters()), 0.02, momentum: 0.9);

// Line 1: the encoders, and how the gradients of their losses are combined.
using var gradients = GradientIntegrator.For([audio, video], Weightings.MMPareto());

Console.WriteLine("epoch   loss   fused   audio   video   conflict in audio, video");
for (var epoch = 1; epoch <= Epochs; epoch++)
{
    var (loss, conflicts) = (0.0, new int[2]);
    for (var start = 0; start < TrainCount; start += BatchSize)
    {
        using var scope = NewDisposeScope();
        var (fused, ofAudio, ofVideo) = Predict(start, BatchSize);
        var target = labels.narrow(0, start, BatchSize);
        var multimodalLoss = nn.functional.cross_entropy(fused, target);
        var audioLoss = nn.functional.cross_entropy(ofAudio, target);
        var videoLoss = nn.functional.cross_entropy(ofVideo, target);

        optimizer.zero_grad();
        // Line 2: in place of (multimodalLoss + audioLoss + videoLoss).backward().
        var step = gradients.Backward(multimodalLoss, [audioLoss, videoLoss]);
        optimizer.step();

        loss += step.MultimodalLoss;
        for (var k = 0; k < conflicts.Length; k++)
            if (step.Groups[k].Conflict == true) conflicts[k]++;
    }
    var steps = TrainCount / BatchSize;
    var scores = Score();
    Console.WriteLine(
        $"{epoch,5}  {loss / steps:0.000}   {scores[0]:0.000}   {scores[1]:0.000}   {scores[2]:0.000}   "
        + $"{conflicts[0]} and {conflicts[1]} of {steps} steps");
}

static Tensor Evidence(Tensor classes, float strength) =>
    nn.functional.one_hot(classes, Features).to(float32) * strength + randn(classes.shape[0], Features);

static Sequential Encoder() => nn.Sequential(nn.Linear(Features, Hidden), nn.ReLU());

// Logits of the fused head and of each modality's own head.
(Tensor Fused, Tensor Audio, Tensor Video) Predict(int start, int count)
{
    var audioFeatures = audio.call(audioInput.narrow(0, start, count));
    var videoFeatures = video.call(videoInput.narrow(0, start, count));
    var fused = fusedHead.call(cat([audioFeatures, videoFeatures], dim: 1));
    return (fused, audioHead.call(audioFeatures), videoHead.call(videoFeatures));
}

// Accuracy of the three heads on the samples that were not trained on.
double[] Score()
{
    using var _ = no_grad();
    using var scope = NewDisposeScope();
    var count = (int)labels.shape[0] - TrainCount;
    var target = labels.narrow(0, TrainCount, count);
    var (fused, ofAudio, ofVideo) = Predict(TrainCount, count);
    Tensor[] outputs = [fused, ofAudio, ofVideo];
    return [.. outputs.Select(logits => logits.argmax(1).eq(target).to(float64).mean().item<double>())];
}
