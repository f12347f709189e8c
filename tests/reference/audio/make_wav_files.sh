#!/bin/sh
# Writes wav/: the numbers of a linear congruential generator, 40 of each channel, in every format by SoX (8000 Hz)
# and by ffmpeg (22 050 Hz), and video.mkv: four images of 16 × 16 without sound.
set -eu
cd "$(dirname "$0")"
mkdir -p wav
raw=$(mktemp -d)
trap 'rm -r "$raw"' EXIT

python3 - "$raw" <<'PYTHON'
import struct
import sys

state, words = 1, []
for _ in range(40 * 6):
    state = (state * 1664525 + 1013904223) % 2**32
    words.append(state - 2**32 if state >= 2**31 else state)

encoders = {
    "u8": lambda w: struct.pack("<B", (w >> 24) + 128),
    "s16": lambda w: struct.pack("<h", w >> 16),
    "s24": lambda w: struct.pack("<i", w >> 8)[:3],
    "s32": lambda w: struct.pack("<i", w),
    "f32": lambda w: struct.pack("<f", (w >> 8) / 2**23),
    "f64": lambda w: struct.pack("<d", w / 2**31),
}
for name, encode in encoders.items():
    with open(f"{sys.argv[1]}/{name}", "wb") as file:
        file.write(b"".join(encode(w) for w in words))
PYTHON

cut() { # name, bytes of a sample, channels
    head -c $((40 * $2 * $3)) "$raw/$1"
}

while read -r name kind bits input; do
    for channels in 1 2; do
        cut "$name" $((bits / 8)) $channels | sox -D -t raw -r 8000 -e "$kind" -b "$bits" -c $channels - \
            "wav/sox-$name-$channels.wav"
        cut "$name" $((bits / 8)) $channels | ffmpeg -v error -y -f "$input" -ar 22050 -ac $channels -i pipe:0 \
            -c:a "pcm_$input" "wav/ffmpeg-$name-$channels.wav"
    done
done <<EOF
u8 unsigned-integer 8 u8
s16 signed-integer 16 s16le
s24 signed-integer 24 s24le
s32 signed-integer 32 s32le
f32 floating-point 32 f32le
f64 floating-point 64 f64le
EOF
cut s16 2 6 | sox -D -t raw -r 8000 -e signed-integer -b 16 -c 6 - wav/sox-s16-6.wav
cut s24 3 6 | ffmpeg -v error -y -f s24le -ar 22050 -ac 6 -i pipe:0 -c:a pcm_s24le wav/ffmpeg-s24-6.wav
cut s16 2 1 | ffmpeg -v error -f s16le -ar 22050 -ac 1 -i pipe:0 -c:a pcm_s16le -f wav pipe:1 | cat \
    > wav/ffmpeg-s16-1-streamed.wav
cut s24 3 1 | ffmpeg -v error -f s24le -ar 22050 -ac 1 -i pipe:0 -c:a pcm_s24le -f wav pipe:1 | cat \
    > wav/ffmpeg-s24-1-streamed.wav
cut s16 2 2 | sox -V1 -D -t raw -r 8000 -e signed-integer -b 16 -c 2 - -t wav - | cat \
    > wav/sox-s16-2-streamed.wav
for codec in pcm_mulaw pcm_alaw adpcm_ms adpcm_ima_wav; do
    cut s16 2 1 | ffmpeg -v error -y -f s16le -ar 8000 -ac 1 -i pipe:0 -c:a "$codec" "wav/unsupported-$codec.wav"
done
ffmpeg -v error -y -f lavfi -i testsrc=duration=1:size=16x16:rate=4 -c:v mpeg4 -fflags +bitexact -flags:v +bitexact \
    video.mkv
