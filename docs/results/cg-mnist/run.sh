#!/usr/bin/env bash
# Thirteen methods on coloured-and-gray MNIST, three seeds, the learning rate of each tuned on validation.
# Run from the root of the repository; runs that are there already are not repeated.
set -euo pipefail
out=${1:-comparisons/cg-mnist}
./mmpareto compare cg-mnist --seeds 3 --threads 1 --jobs 2 \
  --methods joint,unimodal-only,uniform,uniform-scaled,pareto,mmpareto,mmpareto-official,g-blending,pmr,greedy,ogm,ogm-ge,agm \
  --tune optimizer.learning_rate=0.03,0.1,0.3 --tune-epochs 1 --plain --out "$out"
./mmpareto report "$out"
