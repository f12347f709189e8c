#!/usr/bin/env bash
# The same methods where the digits are hard to hear and few: 1,000 pairs, noise of twice the speech, five seeds, ten epochs.
# Needs espeak-ng. Run from the root of the repository; runs that are there already are not repeated.
set -euo pipefail
out=${1:-comparisons/av-digits-noisy}
./mmpareto compare av-digits --set data.pairs=1000 --set data.sound_noise=2 --epochs 10 --seeds 5 --threads 1 --jobs 1 \
  --methods joint,uniform,uniform-scaled,mmpareto \
  --tune optimizer.learning_rate=0.01,0.03,0.1 --tune-epochs 5 --plain --out "$out"
./mmpareto report "$out"
