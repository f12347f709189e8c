"""Writes spectrograms.json: what torchaudio makes of a signal that the tests make by the same formula.

Computed in float64. "float32" is how far torchaudio's own float32 is from that.
"""

import json
import math

import torch
import torchaudio
from torchaudio.compliance import kaldi
from torchaudio.functional import resample
from torchaudio.transforms import MelSpectrogram


def signal(count, rate):
    """Two chirps, a tone and noise of a linear congruential generator, rounded to 16 bits."""
    values, state = [], 1
    for i in range(count):
        t = i / rate
        state = (state * 1664525 + 1013904223) % 2**32
        x = (0.35 * math.sin(2 * math.pi * (150 * t + 900 * t * t))
             + 0.2 * math.sin(2 * math.pi * (3300 * t - 800 * t * t))
             + 0.1 * math.sin(2 * math.pi * 1234.5 * t)
             + 0.1 * (state / 2**32 - 0.5) + 0.02)
        values.append(math.floor(x * 32768 + 0.5) / 32768)
    return torch.tensor([values])


def case(name, kind, rate, count, result, stride, **settings):
    """A case of the file; of its values every stride-th is kept."""
    result = result.squeeze(0)
    kept = result.flatten()[::stride].tolist()
    return {"name": name, "kind": kind, "rate": rate, "count": count, "settings": settings,
            "shape": list(result.shape), "stride": stride, "values": kept}


def mel(name, rate, count, stride, log, **s):
    transform = MelSpectrogram(
        sample_rate=rate, n_fft=s["fftSize"], win_length=s["windowLength"], hop_length=s["hopLength"],
        f_min=s["lowFrequency"], f_max=s["highFrequency"] or None, n_mels=s["binCount"])
    result = transform(signal(count, rate))
    if log == "floor":
        result = torch.log(torch.clamp(result, min=1e-10))
    if log == "offset":
        result = torch.log(result + 1e-6)
    return case(name, "mel", rate, count, result, stride, scale=log, **s)


def stft(name, rate, count, stride, log, fft, window, hop):
    result = torch.stft(
        signal(count, rate), fft, hop, window, torch.hann_window(window), center=True, pad_mode="reflect",
        return_complex=True).abs()
    if log:
        result = torch.log(result + 1e-7)
    scale = "offset" if log else "linear"
    return case(name, "stft", rate, count, result, stride, scale=scale, fftSize=fft, windowLength=window,
                hopLength=hop)


def fbank(name, rate, count, stride, window="hanning", bins=128, snip=True, low=20.0, high=0.0, length=25.0):
    result = kaldi.fbank(
        signal(count, rate), htk_compat=True, sample_frequency=rate, use_energy=False, window_type=window,
        num_mel_bins=bins, dither=0.0, frame_shift=10.0, frame_length=length, snip_edges=snip, low_freq=low,
        high_freq=high)
    return case(name, "fbank", rate, count, result, stride, window=window, binCount=bins, snipEdges=snip,
                lowFrequency=low, highFrequency=high, frameLength=length)


def kinetics_sounds(name, rate, count, stride):
    waveform = signal(count, rate)
    result = kaldi.fbank(
        waveform - waveform.mean(), htk_compat=True, sample_frequency=rate, use_energy=False,
        window_type="hanning", num_mel_bins=128, dither=0.0, frame_shift=10)
    missing = 1024 - result.shape[0]
    result = torch.nn.functional.pad(result, (0, 0, 0, missing)) if missing > 0 else result[:1024]
    return case(name, "kineticsSounds", rate, count, (result + 4.503877) / (2 * 5.141276), stride)


def resampled(name, rate, to, count, stride):
    return case(name, "resample", rate, count, resample(signal(count, rate), rate, to), stride, to=to)


whole = {"fftSize": 400, "windowLength": 400, "hopLength": 200, "lowFrequency": 0.0, "highFrequency": 0.0}


def cases(number_type):
    torch.set_default_dtype(number_type)
    return [
        mel("mel of default sizes", 16000, 8000, 7, "linear", binCount=64, **whole),
        mel("log-mel with a floor", 16000, 8000, 7, "floor", binCount=64, **whole),
        mel("log-mel, window within the transform", 22050, 9001, 7, "offset", fftSize=512, windowLength=300,
            hopLength=220, lowFrequency=50.0, highFrequency=8000.0, binCount=40),
        mel("mel of a transform of 250", 8000, 4000, 5, "linear", fftSize=250, windowLength=200, hopLength=80,
            lowFrequency=0.0, highFrequency=0.0, binCount=23),
        mel("mel of a transform of 1024", 44100, 20000, 7, "floor", fftSize=1024, windowLength=1024, hopLength=512,
            lowFrequency=20.0, highFrequency=0.0, binCount=64),
        stft("magnitude", 22050, 9000, 11, False, 512, 512, 353),
        stft("the CREMA-D recipe", 22050, 9000, 11, True, 512, 512, 353),
        stft("magnitude of an odd transform", 22050, 4000, 5, False, 225, 200, 80),
        fbank("fbank of Kinetics-Sounds", 16000, 8000, 11),
        fbank("fbank at 22050 Hz", 22050, 9000, 11),
        fbank("fbank at 44100 Hz", 44100, 20000, 11),
        fbank("povey window, 23 bins", 16000, 8000, 3, "povey", 23),
        fbank("hamming window, edges kept", 16000, 8000, 5, "hamming", 40, snip=False),
        fbank("rectangular window, band", 8000, 4000, 3, "rectangular", 20, low=100.0, high=-400.0, length=32.0),
        kinetics_sounds("padded to 1024 frames", 16000, 16000, 211),
        kinetics_sounds("cut to 1024 frames", 8000, 84000, 211),
        resampled("44100 to 16000", 44100, 16000, 3000, 3),
        resampled("48000 to 16000", 48000, 16000, 3000, 3),
        resampled("22050 to 16000", 22050, 16000, 2001, 3),
        resampled("16000 to 22050", 16000, 22050, 1000, 3),
        resampled("8000 to 16000", 8000, 16000, 500, 3),
        resampled("16000 to 11025", 16000, 11025, 1000, 3),
    ]


def merge(exact, single):
    deviation = max(abs(x - y) for x, y in zip(exact["values"], single["values"]))
    values = [float(f"{x:.8g}") for x in exact["values"]]
    return {**exact, "float32": float(f"{deviation:.2g}"), "values": values}


merged = [merge(*pair) for pair in zip(cases(torch.float64), cases(torch.float32))]
with open("spectrograms.json", "w", encoding="utf-8") as file:
    file.write("{" + f'"torch":"{torch.__version__}","torchaudio":"{torchaudio.__version__}","cases":[\n')
    file.write(",\n".join(json.dumps(c, separators=(",", ":")) for c in merged))
    file.write("\n]}\n")
