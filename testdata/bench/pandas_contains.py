"""Screens a catalog with pandas, str.contains for each family, and prints the seconds and the seconds of CPU that it
took, without the start of the process.

    python3 pandas_contains.py CATALOG PEERS.json OUT.csv
"""
import json
import sys
import time

import numpy as np
import pandas as pd

catalog, peers, out = sys.argv[1:]
spec = json.load(open(peers))
began, cpu = time.perf_counter(), time.process_time()
table = pd.read_csv(catalog, dtype=str, keep_default_na=False)
lists = table["ingredients"].str.lower()
has = {f["id"]: lists.str.contains(f["pattern"], regex=True).to_numpy() for f in spec["families"]}
nothing = np.zeros(len(table), bool)
report = table[["id", "brand", "name"]].copy()
for cell in spec["cells"]:
    avoid, caution = (np.logical_or.reduce([has.get(i, nothing) for i in cell[k]] + [nothing]) for k in ("avoid", "caution"))
    report[cell["name"]] = np.select([avoid, caution], ["avoid", "caution"], "suitable")
report.to_csv(out, index=False)
print(f"{time.perf_counter() - began:.4f}\t{time.process_time() - cpu:.4f}")
