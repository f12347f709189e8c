#!/usr/bin/env bash
# Seven methods on MultiMNIST, three seeds, with a clean and with a noisy right digit; the learning rate of each method is tuned.
# Run from the root of the repository; runs that are there already are not repeated.
set -euo pipefail
out=${1:-comparisons}
common=(--methods uniform,uniform-scaled,pareto,mmpareto,gradnorm,pcgrad,metabalance --seeds 3 --threads 1 --jobs 2
  --tune optimizer.learning_rate=0.003,0.01,0.03 --tune-epochs 2)
./mmpareto compare multi-mnist "${common[@]}" --out "$out/multi-mnist"
./mmpareto compare multi-mnist "${common[@]}" --set data.noise_right=0.5 --out "$out/multi-mnist-noise"
for name in multi-mnist multi-mnist-noise; do ./mmpareto report "$out/$name"; done
