#!/usr/bin/env bash
# 20,000 training images of coloured-and-gray MNIST: mmpareto, its approximations and uniform, three seeds, the learning rate of each tuned on validation.
# Run from the root of the repository; runs that are there already are not repeated.
set -euo pipefail
out=${1:-comparisons/approximations}
shift || true # what follows goes to compare, as --limit 500 --epochs 1 for a trial
./mmpareto compare cg-mnist --seeds 3 --threads 1 --jobs 2 --limit 20000 \
  --methods 'uniform,mmpareto,mmpareto~features,mmpareto~refresh10' --pairs 'mmpareto~features:mmpareto,mmpareto~refresh10:mmpareto' \
  --tune optimizer.learning_rate=0.03,0.1,0.3 --tune-epochs 1 --plain --out "$out" "$@"
./mmpareto report "$out"
