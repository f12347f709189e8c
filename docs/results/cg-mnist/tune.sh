#!/usr/bin/env bash
# Tunes the learning rate of each method on validation: the same four rates, 20,000 images, 2 epochs, one seed.
# Run from the root of the repository; a run that is there already is not repeated.
set -euo pipefail
out=${1:-runs/cg-mnist-tuning}
for method in mmpareto uniform-scaled uniform pareto joint; do
  for rate in 0.01 0.03 0.1 0.3; do
    [ -n "$(find "$out/$method-$rate" -name summary.json 2>/dev/null)" ] && continue
    ./mmpareto train cg-mnist --method "$method" --limit 20000 --epochs 2 --threads 1 --plain \
      --set "optimizer.learning_rate=$rate" --out "$out/$method-$rate"
  done
done
