using System.Text.Json.Serialization;

namespace MMPareto.Data.Audio.Spectrograms;

/// <summary>What becomes of a column of audio.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SpectrogramKind>))]
public enum SpectrogramKind
{
    /// <summary>Logarithms of energies in mel bands, [bins, frames], standardised by training clips; this project's.</summary>
    [JsonStringEnumMemberName("log-mel")]
    LogMel,

    /// <summary>Logarithms of a short-time Fourier transform, [257, frames], of the clip repeated: as [Peng2022] has CREMA-D.</summary>
    [JsonStringEnumMemberName("stft")]
    Stft,

    /// <summary>Kaldi's filter bank, [frames, bins], with the mean and deviation of [Peng2022] for Kinetics-Sounds.</summary>
    [JsonStringEnumMemberName("kaldi")]
    Kaldi,
}
