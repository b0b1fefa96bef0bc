// polars.cjs CUSTOMERS EMPLOYEES OUT: Polars, lazy, with its streaming engine.
const { writeFileSync } = require('node:fs');
const pl = require('nodejs-polars');

const [customers, employees, out] = process.argv.slice(2);
const questions = [...Array(12).keys()].map((i) => `q${i + 1}`);
const figures = ['n', 'mean', 'var'];
const dtypes = Object.fromEntries(questions.map((q) => [q, pl.UInt8]));

function describe(file, side) {
  return pl.scanCSV(file, { dtypes }).groupBy('unit').agg(questions.flatMap((q) => [
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
