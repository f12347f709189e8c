#!/usr/bin/env bash
# Five methods, three seeds, all of MNIST, each method with the learning rate that tune.sh has found for it.
# Run from the root of the repository; a run that is there already is not repeated.
set -euo pipefail
out=${1:-runs/cg-mnist}
for seed in 0 1 2; do
  for pair in mmpareto:0.3 uniform-scaled:0.1 uniform:0.3 pareto:0.3 joint:0.3; do
    method=${pair%%:*} rate=${pair##*:}
    [ -n "$(find "$out/$method-$seed" -name summary.json 2>/dev/null)" ] && continue
    ./mmpareto train cg-mnist --method "$method" --seed "$seed" --threads 1 --plain \
      --set "optimizer.learning_rate=$rate" --out "$out/$method-$seed"
  done
done
