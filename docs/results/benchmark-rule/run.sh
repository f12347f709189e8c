#!/usr/bin/env bash
# uniform, the benchmark's rule (uniform with encoder gradients × 3) and mmpareto under AdamW, three seeds, all of MNIST.
# Run from the root of the repository; a run that is there already is not repeated.
set -euo pipefail
out=${1:-runs/benchmark-rule}
adamw=(--set optimizer.name=adamw --set optimizer.learning_rate=0.001 --set optimizer.weight_decay=0.01)
for seed in 0 1 2; do
  for method in uniform uniform-scaled mmpareto; do
    own=()
    [ "$method" = uniform-scaled ] && own=(--set method.gamma=3 --set method.gamma_acts_on=gradient)
    [ "$method" = mmpareto ] && own=(--set method.gamma_acts_on=gradient)
    [ -n "$(find "$out/adamw-$method-s$seed" -name summary.json 2>/dev/null)" ] && continue
    ./mmpareto train cg-mnist --method "$method" --seed "$seed" --threads 1 --plain "${adamw[@]}" ${own[@]+"${own[@]}"} \
      --out "$out/adamw-$method-s$seed"
  done
done
