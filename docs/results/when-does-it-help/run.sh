#!/usr/bin/env bash
# The map of this page: 25 places, four methods, eight seeds, the learning rate of each method tuned at each place: 1,200 short runs.
# Run from the root of the repository; runs that are there already are not repeated.
set -euo pipefail
out=${1:-maps/when-does-it-help}
./mmpareto map playground --over data.opposition=0,0.25,0.5,1,2 --over method.unimodal_weight=0.1,0.3,1,3,10 --seeds 8 \
  --set data.conflict=0 --set data.imbalance=0 --set data.test_size=5000 \
  --tune optimizer.learning_rate=0.01,0.03,0.1,0.3 --threads 1 --jobs 2 --out "$out"
./mmpareto report "$out" --plots
