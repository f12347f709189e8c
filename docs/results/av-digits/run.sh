#!/usr/bin/env bash
# Written and spoken digits: mmpareto, its two controls and joint training, three seeds, the learning rate of each tuned on validation.
# Needs espeak-ng. Run from the root of the repository; runs that are there already are not repeated.
set -euo pipefail
out=${1:-comparisons/av-digits}
./mmpareto compare av-digits --seeds 3 --threads 1 --jobs 2 \
  --methods joint,uniform,uniform-scaled,mmpareto \
  --tune optimizer.learning_rate=0.03,0.1,0.3 --tune-epochs 1 --plain --out "$out"
./mmpareto report "$out"
