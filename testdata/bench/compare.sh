#!/usr/bin/env bash
# Measures the whole program beside other tools on the same catalog and prints medians and ratios.
#
#   testdata/bench/compare.sh [ROUNDS [PRODUCTS [DIRECTORY]]]
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

cd "$here/../.."
go build -o "$dir/screen" ./cmd/screen
[ -s "$dir/catalog-$products.csv" ] || go run ./testdata/bench/generate -products "$products" > "$dir/catalog-$products.csv"
go run ./testdata/bench/peers > "$dir/peers.json"
cd "$dir"
[ -d node_modules/@duckdb ] || npm install --silent --no-fund --no-audit --prefix "$dir" @duckdb/node-api >/dev/null
catalog=$dir/catalog-$products.csv
head -n 101 "$catalog" > small.csv
list=$(sed -n 2p small.csv | cut -d '"' -f 2)
rm -f times.tsv

# wall COMMAND…: seconds from the start of a process to its end, and the seconds of CPU that it took
wall() {
  local TIMEFORMAT='%3R %3U %3S'
  { time "$@" > /dev/null 2>&3; } 3>&2 2>&1 | awk '{ printf "%.4f\t%.4f\n", $1, $2 + $3 }'
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

# medians: seconds, the least and the most, seconds of CPU, and both beside the bare scan's
awk -F '\t' -v products="$products" '
  function median(v, n,   i, j, t) {
    for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j] < v[j - 1]; j--) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
    return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
  }
  !($1 in count) { order[++names] = $1 }
  { wall[$1, ++count[$1]] = $2; cpu[$1, count[$1]] = $3 }
  END {
    for (k = 1; k <= names; k++) {
      name = order[k]; n = count[name]
      for (i = 1; i <= n; i++) { w[i] = wall[name, i]; c[i] = cpu[name, i] }
      mw[name] = median(w, n); mc[name] = median(c, n); least[name] = w[1]; most[name] = w[n]
    }
    scan = "DuckDB, bare scan"
    printf "%-40s %5s %8s %16s %8s %10s %8s\n", "what (" products " products)", "runs", "seconds", "least–most", "CPU", "of scan", "CPU"
    for (k = 1; k <= names; k++) {
      name = order[k]
      printf "%-40s %5d %8.3f %8.3f–%-7.3f %8.3f %10.2f %8.2f\n", name, count[name], mw[name], least[name], most[name], mc[name], mw[name] / mw[scan], mc[name] / mc[scan]
    }
    csv = "screen, CSV to CSV"; regex = "DuckDB, a regular expression a family"
    printf "\ntwo workers against one: %.2f times as fast\n", mw[csv ", one worker"] / mw[csv]
    printf "screen against DuckDB with regular expressions: %.1f times as fast, %.1f times less CPU\n", mw[regex] / mw[csv], mc[regex] / mc[csv]
  }' times.tsv
