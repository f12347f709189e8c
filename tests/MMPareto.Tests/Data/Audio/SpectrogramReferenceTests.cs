using MMPareto.Data.Audio.Spectrograms;

namespace MMPareto.Tests.Data.Audio;

public class SpectrogramReferenceTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. ReferenceCase.NamesOf("mel", "stft", "fbank", "kineticsSounds")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_are_those_of_torchaudio(string name)
    {
        var reference = ReferenceCase.Of(name);
        var spectrogram = Make(reference);
        var (rows, columns) = spectrogram.Shape(reference.Count);
        Assert.Equal((reference.Shape[0], reference.Shape[1]), (rows, columns));
        var image = new float[rows * columns];
        spectrogram.Compute(Signals.Chirps(reference.Count, reference.Rate), image);
        var deviation = reference.DeviationOf(image);
        output.WriteLine($"{name}: {deviation:E1}");
        Assert.InRange(deviation, 0, 2e-6);
    }

    private static ISpectrogram Make(ReferenceCase reference) => reference.Kind switch
    {
        "mel" => new MelSpectrogram(new MelSpectrogramOptions
        {
            SampleRate = reference.Rate,
            FftSize = reference.Whole("fftSize"),
            WindowLength = reference.Whole("windowLength"),
            HopLength = reference.Whole("hopLength"),
            BinCount = reference.Whole("binCount"),
            LowFrequency = reference.Number("lowFrequency"),
            HighFrequency = reference.Number("highFrequency"),
            Scale = ScaleOf(reference),
            Epsilon = ScaleOf(reference) == SpectrogramScale.LogOffset ? 1e-6 : 1e-10,
        }),
        "stft" => new StftSpectrogram(new StftSpectrogramOptions
        {
            FftSize = reference.Whole("fftSize"),
            WindowLength = reference.Whole("windowLength"),
            HopLength = reference.Whole("hopLength"),
            Scale = ScaleOf(reference),
        }),
        "fbank" => new KaldiFilterBank(new KaldiFilterBankOptions
        {
            SampleRate = reference.Rate,
            Window = reference.Text("window") == "hanning"
                ? WindowFunction.Hann
                : Enum.Parse<WindowFunction>(reference.Text("window"), ignoreCase: true),
            BinCount = reference.Whole("binCount"),
            SnipEdges = reference.Settings.GetProperty("snipEdges").GetBoolean(),
            LowFrequency = reference.Number("lowFrequency"),
            HighFrequency = reference.Number("highFrequency"),
            FrameLength = reference.Number("frameLength"),
        }),
        _ => new KineticsSoundsFilterBank(reference.Rate),
    };

    private static SpectrogramScale ScaleOf(ReferenceCase reference) => reference.Text("scale") switch
    {
        "floor" => SpectrogramScale.LogFloor,
        "offset" => SpectrogramScale.LogOffset,
        _ => SpectrogramScale.Linear,
    };
}
