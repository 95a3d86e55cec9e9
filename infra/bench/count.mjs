// How long counts take, by `shared/examples/speed.rs`: without reading the ballots, on one core. The published elections
// are not part of the project: they are looked for beside the checkout or where CONVITE_PABULIB says, and without them
// only elections that are made up are counted. `node infra/bench/count.mjs` does this part alone.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(checkout, 'target');
const speed = join(target, 'release', 'examples', 'speed');
const published = process.env.CONVITE_PABULIB ?? join(checkout, '..', 'shared', 'pabulib');

const ask = (...words) => execFileSync(speed, words, { encoding: 'utf8' }).trim().split('\n').map((line) => JSON.parse(line));
const number = (value, digits) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const time = (seconds) => (seconds < 1 ? `${number(seconds * 1000, seconds < 0.01 ? 2 : 0)} ms` : `${number(seconds, 1)} s`);
const memory = (kilobytes) => (kilobytes === null ? '–' : `${number(kilobytes / 1024, 0)} MB`);

/** The most of the one-shot rules, and each of the others. */
function rows(what, found, bars) {
  const { ballots, distinct, projects } = found[0].of;
  const of = `${what}: ${number(ballots, 0)} ballots (${number(distinct, 0)} distinct) × ${number(projects, 0)}`;
  const row = (rule, { seconds, pass, memory_kb: held }, bar = '') =>
    `| ${of} | ${rule} | ${time(seconds)} | ${number(seconds / pass, seconds / pass < 10 ? 1 : 0)} | ${memory(held)} | ${bar} |`;
  const once = found.filter((one) => one.one_shot);
  const slowest = once.reduce((most, one) => (one.seconds > most.seconds ? one : most), once[0]);
  const others = found.filter((one) => !one.one_shot);
  return [
    ...(slowest ? [row(`each of ${once.length} one-shot rules, at most (\`${slowest.rule}\`)`, slowest, bars.once)] : []),
    ...others.map((one) => row(`\`${one.rule}\``, one, bars[one.rule])),
  ];
}

/** The section of the results. */
export function counting() {
  const lines = [];
  let agreement = 'The published elections with the times of a reference were not there to be counted.';
  if (existsSync(join(published, 'expected'))) {
    const [whole] = ask('whole', published);
    if (whole.differences.length > 0) throw new Error(`other winners than the reference: ${whole.differences.join(', ')}`);
    agreement = `All ${number(whole.counts, 0)} counts of published elections of which an exact reference (pabutools, one thread) has winners and
times come to the same winners, in ${number(whole.seconds, 1)} seconds instead of ${number(whole.reference, 0)}: **${number(whole.ratio, 0)} times** as fast (bar ≥ 200).`;
    const file = (name, ...rules) => ask('file', join(published, `${name}.pb`), ...rules);
    lines.push(
      ...rows('Wrocław 2015', file('Poland_Wroclaw_2015_150_-_500', 'one_shot'), { once: '≤ 10 ms' }),
      ...rows('Warszawa 2026', file('Poland_Warszawa_2026', 'one_shot', 'mes_cost_add1int'), { once: '≤ 10 ms', mes_cost_add1int: '≤ 1 s' }),
      ...rows('Budapest 2024, steps of 1 HUF', file('Hungary_Budapest_2024', 'mes_cost_add1int'), { mes_cost_add1int: '≤ 10 s' }),
    );
  }
  lines.push(
    ...rows('Made up', ask('made', '130000', '200', 'one_shot', 'mes_cost_add1int'), { once: '≤ 10 ms' }),
    ...rows('Made up, with up to five points', ask('points', '130000', '200', 'one_shot', 'mes_cost_add1int'), {}),
    ...rows('Made up', ask('made', '1000000', '300', 'one_shot', 'mes_cost_add1int'), { mes_cost_add1int: 'goal: 10 s' }),
  );
  return `## Counting

${agreement}

Exact counts after the file is read, on one core: the shortest of several times, and as how many passes over the ballots, each
of which only adds up something of each mark. Those go by the machine as well. Memory is the most that the process held
meanwhile, ballots included. \`mes_cost_add1int\` raises each voter's share by one unit of the currency at a time. Elections that
are made up have no two ballots alike and about 500 units for each voter. With raised shares, what lost by more than one more
step can change is not looked at again; nearly all of the time goes into adding up, supporter by supporter, what is left for the
cheapest project, twice, and into taking its price off: where a bar is missed, it would take to add up once, or several cores.

| Election | Rule | Time | Passes | Memory | Bar |
|---|---|--:|--:|--:|---|
${lines.join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(counting());
