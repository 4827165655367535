#!/usr/bin/env bash
# Measures the whole program beside other tools on the same catalog and prints medians and ratios.
#
#   bench/compare.sh [ROUNDS [PRODUCTS [DIRECTORY]]]
#
# ROUNDS (5) rounds are run, each taking every measurement once, so that what else the machine does touches all alike.
# DIRECTORY (a temporary one) keeps the catalog and the peers between calls. Needs go, node with npm, and python3; pandas is
# left out where python3 has none. PYTHON names another python3.
set -euo pipefail
export LC_ALL=C
rounds=${1:-5} products=${2:-200000} dir=${3:-$(mktemp -d)}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
threads=2
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

cd "$here/.."
go build -o "$dir/screen" ./cmd/screen
[ -s "$dir/catalog-$products.csv" ] || go run ./bench/generate -products "$products" > "$dir/catalog-$products.csv"
go run ./bench/peers > "$dir/peers.json"
cd "$dir"
[ -d node_modules/@duckdb ] || npm install --silent --no-fund --no-audit --prefix "$dir" @duckdb/node-api >/dev/null
catalog=$dir/catalog-$products.csv
head -n 101 "$catalog" > small.csv
list=$(sed -n 2p small.csv | cut -d '"' -f 2)
rm -f times.tsv

# wall COMMAND…: seconds from the start of a process to its end
wall() {
  local began=$EPOCHREALTIME
  "$@" > /dev/null
  awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.4f\n", b - a }'
}
# take NAME COMMAND…: notes what the command prints
take() { local name=$1; shift; printf '%s\t%s\n' "$name" "$("$@")" >> times.tsv; }

round() {
  take "DuckDB, bare scan"                       node "$here/duckdb.mjs" scan "$catalog" $threads
  take "screen, CSV to CSV"                      wall ./screen run -q "$catalog" -o out.csv --workers 2
  take "screen, CSV to CSV, one worker"          wall ./screen run -q "$catalog" -o out.csv --workers 1
  take "screen, CSV to JSON lines"               wall ./screen run -q "$catalog" -o out.jsonl --workers 2
  take "DuckDB, a regular expression a family"   node "$here/duckdb.mjs" regex "$catalog" $threads peers.json peer.csv
  for _ in 1 2 3; do
    take "screen, 100 rows"                      wall ./screen run -q small.csv -o small.out.csv
    take "screen check-list"                     wall ./screen check-list "$list"
  done
  rm -f out.csv out.jsonl peer.csv
}

for _ in $(seq "$rounds"); do round; done
if "$python" -c 'import pandas' 2>/dev/null; then
  take "pandas, str.contains a family" "$python" "$here/pandas_contains.py" "$catalog" peers.json peer.csv
  rm -f peer.csv
fi

# medians, each beside the bare scan's
sort -t "$(printf '\t')" -k1,1 -k2,2n times.tsv | awk -F '\t' -v products="$products" '
  function finish() { if (n) { m = n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2; median[name] = m; low[name] = v[1]; high[name] = v[n]; count[name] = n } }
  $1 != name { finish(); name = $1; n = 0 }
  { v[++n] = $2 }
  END {
    finish()
    base = median["DuckDB, bare scan"]
    printf "%-42s %8s %17s %5s %14s\n", "what (" products " products)", "seconds", "least–most", "runs", "against scan"
    for (name in median) printf "%-42s %8.3f %8.3f–%.3f %6d %11.2f\n", name, median[name], low[name], high[name], count[name], median[name] / base | "sort -t . -k1,1"
    close("sort -t . -k1,1")
    printf "\ntwo workers against one: %.2f\n", median["screen, CSV to CSV, one worker"] / median["screen, CSV to CSV"]
    printf "faster than DuckDB with regular expressions: %.1f\n", median["DuckDB, a regular expression a family"] / median["screen, CSV to CSV"]
  }'
