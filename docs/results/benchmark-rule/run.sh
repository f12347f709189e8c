#!/usr/bin/env bash
# uniform, the benchmark's rule (uniform with encoder gradients × 3) and mmpareto, under AdamW and under SGD, three seeds, all of MNIST.
# Run from the root of the repository; a run that is there already is not repeated. JOBS=2 makes two runs at a time.
set -euo pipefail
out=${1:-runs/benchmark-rule}

run() {
  local out=$1 optimizer=$2 method=$3 seed=$4 settings=()
  [ -n "$(find "$out/$optimizer-$method-s$seed" -name summary.json 2>/dev/null)" ] && return
  case $optimizer in
    adamw) settings+=(--set optimizer.name=adamw --set optimizer.learning_rate=0.001 --set optimizer.weight_decay=0.01) ;;
    sgd) settings+=(--set optimizer.name=sgd --set optimizer.learning_rate=0.1) ;;
  esac
  [ "$method" = uniform-scaled ] && settings+=(--set method.gamma=3)
  [ "$method" != uniform ] && settings+=(--set method.gamma_acts_on=gradient)
  ./mmpareto train cg-mnist --method "$method" --seed "$seed" --threads 1 --plain "${settings[@]}" --out "$out/$optimizer-$method-s$seed"
}
export -f run

for optimizer in adamw sgd; do
  for seed in 0 1 2; do
    for method in uniform uniform-scaled mmpareto; do echo "$out $optimizer $method $seed"; done
  done
done | xargs -P "${JOBS:-1}" -L 1 bash -c 'run "$@"' run
