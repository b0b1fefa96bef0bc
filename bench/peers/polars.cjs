// polars.cjs CUSTOMERS EMPLOYEES OUT: Polars, lazy, with its streaming engine.
const { closeSync, openSync, readSync, writeFileSync } = require('node:fs');
const pl = require('nodejs-polars');

const [customers, employees, out] = process.argv.slice(2);
const questions = [...Array(12).keys()].map((i) => `q${i + 1}`);
const figures = ['n', 'mean', 'var'];

// A number in quotes is a text to Polars, which has to be made one of.
function isQuoted(file) {
  const bytes = Buffer.alloc(1);
  const descriptor = openSync(file);
  readSync(descriptor, bytes);
  closeSync(descriptor);
  return bytes.toString() === '"';
}

function scan(file) {
  const type = isQuoted(file) ? pl.Utf8 : pl.UInt8;
  const frame = pl.scanCSV(file, { dtypes: Object.fromEntries(questions.map((q) => [q, type])) });
  return type === pl.UInt8
    ? frame : frame.withColumns(...questions.map((q) => pl.col(q).cast(pl.UInt8, false)));
}

function describe(file, side) {
  return scan(file).groupBy('unit').agg(questions.flatMap((q) => [
    pl.col(q).count().alias(`${q}_n_${side}`),
    pl.col(q).mean().alias(`${q}_mean_${side}`),
    pl.col(q).cast(pl.Float64).var().alias(`${q}_var_${side}`),
  ]));
}

const both = describe(customers, 'c')
  .join(describe(employees, 'e'), { on: 'unit', how: 'inner' })
  .collectSync({ engine: 'streaming' });
const units = both.getColumn('unit').toArray();
const lines = ['unit,dimension,n_c,mean_c,var_c,n_e,mean_e,var_e'];
for (const q of questions) {
  const columns = ['c', 'e'].flatMap((side) =>
    figures.map((figure) => both.getColumn(`${q}_${figure}_${side}`).toArray()));
  units.forEach((unit, i) => lines.push([unit, q, ...columns.map((c) => c[i])].join()));
}
writeFileSync(out, lines.join('\n') + '\n');
