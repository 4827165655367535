// Runs DuckDB on a catalog and prints the seconds and the seconds of CPU that the query took, without the start
// of the process:
//   node duckdb.mjs scan  CATALOG THREADS
//   node duckdb.mjs regex CATALOG THREADS PEERS.json OUT.csv
// The package @duckdb/node-api must be installed in the directory from which this is run.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
const require = createRequire(process.cwd() + '/');
const { DuckDBInstance } = await import(pathToFileURL(require.resolve('@duckdb/node-api')));

const [what, catalog, threads, peers, out] = process.argv.slice(2);
const db = await (await DuckDBInstance.create(':memory:', { threads })).connect();
const columns = ['id', 'brand', 'name', 'category', 'price', 'ingredients', 'claims', 'rating', 'url'];
const from = `read_csv('${catalog}', header=true, all_varchar=true)`;
const q = s => `'${s.replaceAll("'", "''")}'`;

let sql;
if (what === 'scan') {
  sql = `select count(*), ${columns.map(c => `sum(length(${c}))`).join(', ')} from ${from}`;
} else {
  const { families, cells } = JSON.parse(readFileSync(peers));
  const known = new Set(families.map(f => f.id));
  const any = ids => [...new Set(ids)].filter(i => known.has(i)).map(i => `"${i}"`).join(' or ') || 'false';
  const flags = families.map(f => `regexp_matches(list, ${q(f.pattern)}) as "${f.id}"`).join(', ');
  const verdicts = cells.map(c => `case when ${any(c.avoid)} then 'avoid' when ${any(c.caution)} then 'caution' else 'suitable' end as "${c.name}"`).join(', ');
  sql = `copy (select id, brand, name, ${verdicts} from (select id, brand, name, ${flags} from (select *, lower(ingredients) as list from ${from}))) to '${out}' (header)`;
}
const began = performance.now(), cpu = process.cpuUsage();
await db.runAndReadAll(sql);
const wall = performance.now() - began, { user, system } = process.cpuUsage(cpu);
console.log(`${(wall / 1e3).toFixed(4)}\t${((user + system) / 1e6).toFixed(4)}`);
