#!/usr/bin/env bash
# Coloured-and-gray MNIST: mmpareto with encoders in float32 and in bfloat16, everything else equal, five seeds.
# Run from the root of the repository; runs that are there already are not repeated.
set -euo pipefail
out=${1:-comparisons/precision}
shift || true # what follows goes to compare, as --limit 500 --epochs 1 for a trial
for precision in fp32 bf16; do
  ./mmpareto compare cg-mnist --methods mmpareto --seeds 5 --threads 1 --jobs 2 --limit 20000 \
    --set optimizer.learning_rate=0.1 --set training.precision=$precision --plain --out "$out/$precision" "$@"
done
