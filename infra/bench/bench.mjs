// Measures the release build with the demonstration's data: one run, one table. `make bench` calls it.
//
// Server time is what the server itself says in `Server-Timing`: from the request's head to the answer's head. What
// PostgreSQL spends on the same pages comes from pg_stat_statements. All on one machine, clients included.
//
// CONVITE_BENCH_REQUESTS (1000), CONVITE_BENCH_BALLOTS (200000), CONVITE_BENCH_ROLL (5000000), CONVITE_BENCH_VOTERS (16000)
// and CONVITE_BENCH_DAY (168156) make a shorter run, for work on this file.

import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, createWriteStream } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { cast } from './cast.mjs';
import { counting } from './count.mjs';
import { day } from './day.mjs';
import { divide, frames } from './frames.mjs';
import { roll } from './roll.mjs';
import { share } from './share.mjs';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(checkout, 'target');
const binary = process.env.CONVITE_BIN ?? join(target, 'release', 'convite');
const folder = mkdtempSync(join(tmpdir(), 'convite-bench-'));
// PostgreSQL's own user has to get through, where this runs as root.
chmodSync(folder, 0o711);
const data = join(folder, 'data');
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CONVITE|DATABASE)_/.test(name)));

const requests = Number(process.env.CONVITE_BENCH_REQUESTS ?? 1000);
const ballots = Number(process.env.CONVITE_BENCH_BALLOTS ?? 200_000);
const onARoll = Number(process.env.CONVITE_BENCH_ROLL ?? 5_000_000);
const voters = Number(process.env.CONVITE_BENCH_VOTERS ?? 16_000);
const ofADay = Number(process.env.CONVITE_BENCH_DAY ?? 168_156);
/** How many requests the server answers at once: what it does by itself. */
const places = 16;

const say = (words) => console.log(`bench: ${words}`);

const freePort = () => new Promise((resolve, reject) => {
  const server = createServer();
  server.on('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** Where the people of the demonstration sign in; the same at every start, for they are known by it. */
const providerPort = await freePort();

/** What is running now, to be stopped whatever happens. */
let running;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function ask(port, host, path, headers = {}) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, agent, headers: { host: `${host}:${port}`, ...headers } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk) => { bytes += chunk.length; });
      answer.on('end', () => resolve({
        status: answer.statusCode,
        bytes,
        milliseconds: Number(/dur=([\d.]+)/.exec(answer.headers['server-timing'] ?? '')?.[1]),
        headers: answer.headers,
      }));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Starts the server; the first start fills the database. */
async function start() {
  const port = await freePort();
  const log = openSync(join(folder, 'server.log'), 'a');
  const server = spawn(binary, [
    'serve', '--demo', '--listen', `127.0.0.1:${port}`, '--metrics-listen', 'off', '--data-dir', data,
    '--site-root', join(target, 'site'), '--log', 'warn', '--reads-per-minute', '0', '--writes-per-minute', '0',
    '--sign-ins-per-minute', '0', '--at-once', `${places}`, '--demo-issuer', `http://localhost:${providerPort}`,
  ], { env: environment, stdio: ['ignore', log, log] });
  let ended = false;
  const over = new Promise((resolve) => { server.on('exit', () => { ended = true; resolve(); }); });
  running = { port, stop: async () => { server.kill('SIGINT'); await over; } };
  for (;;) {
    if (ended) throw new Error(readFileSync(join(folder, 'server.log'), 'utf8'));
    const answer = await ask(port, 'localhost', '/ready').catch(() => undefined);
    if (answer?.status === 200) break;
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  return running;
}

/** A statement as the cluster's superuser. */
function sql(database, statement) {
  const { superuser } = JSON.parse(readFileSync(join(data, 'passwords.json'), 'utf8'));
  const socket = join(data, 'run');
  return execFileSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', socket, '-U', 'postgres', '-d', database, '-c', statement], {
    env: { ...environment, PGPASSWORD: superuser }, encoding: 'utf8',
  }).trim();
}

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];

/** One after the other: how long the server takes when nobody else asks. */
async function latency(port, host, path, times) {
  for (let time = 0; time < 50; time += 1) await ask(port, host, path);
  sql('convite', 'select pg_stat_statements_reset()');
  const took = [];
  for (let time = 0; time < times; time += 1) {
    const answer = await ask(port, host, path);
    if (answer.status !== 200) throw new Error(`${host}${path}: ${answer.status}`);
    took.push(answer.milliseconds);
  }
  const spent = Number(sql('convite', `select coalesce(sum(total_exec_time + total_plan_time), 0) / ${times}
    from pg_stat_statements join pg_roles on pg_roles.oid = userid where rolname in ('convite_app', 'convite_observer')`));
  const statements = Number(sql('convite', `select coalesce(sum(calls), 0)::float8 / ${times}
    from pg_stat_statements join pg_roles on pg_roles.oid = userid where rolname in ('convite_app', 'convite_observer')`));
  took.sort((one, other) => one - other);
  return { p50: percentile(took, 0.5), p95: percentile(took, 0.95), spent, statements };
}

/** Many at once: how many answers a second. */
async function throughput(port, host, path, seconds, clients) {
  const until = performance.now() + seconds * 1000;
  let answered = 0;
  const took = [];
  await Promise.all(Array.from({ length: clients }, async () => {
    while (performance.now() < until) {
      const answer = await ask(port, host, path);
      answered += 1;
      took.push(answer.milliseconds);
    }
  }));
  took.sort((one, other) => one - other);
  return { perSecond: answered / seconds, p95: percentile(took, 0.95) };
}

/** An election of this many projects and ballots, the same in every run. */
async function election(file, projects, ballots) {
  let state = 20250901;
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  const out = createWriteStream(file);
  out.write(`META\nkey;value\ndescription;Benchmark\ncountry;Colombia\nunit;Medellín\ninstance;2025\nnum_projects;${projects}\nnum_votes;${ballots}\nbudget;20000000000\nvote_type;approval\nrule;greedy\ndate_begin;01.09.2025\ndate_end;07.09.2025\ncurrency;COP\nPROJECTS\nproject_id;cost;name\n`);
  for (let id = 1; id <= projects; id += 1) out.write(`${id};${(1 + random(900)) * 1_000_000};Proyecto ${id}\n`);
  out.write('VOTES\nvoter_id;vote\n');
  for (let voter = 1; voter <= ballots; voter += 1) {
    const chosen = new Set();
    for (let mark = 0; mark < 5; mark += 1) chosen.add(1 + random(projects));
    if (!out.write(`${voter};${[...chosen].join(',')}\n`)) await new Promise((resolve) => { out.once('drain', resolve); });
  }
  await new Promise((resolve) => { out.end(resolve); });
}

function timed(command) {
  const began = performance.now();
  execFileSync(binary, command, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  return (performance.now() - began) / 1000;
}

const number = (value, digits = 1) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const milliseconds = (microseconds) => `${number(microseconds / 1000)} ms`;
const kilobytes = (bytes) => `${number(bytes / 1000)} KB`;

async function main() {
  say('starting, with the demonstration’s data');
  const began = performance.now();
  let server = await start();
  const firstStart = (performance.now() - began) / 1000;
  sql('postgres', "alter system set shared_preload_libraries = 'pg_stat_statements'");
  await server.stop();
  const again = performance.now();
  server = await start();
  const secondStart = (performance.now() - again) / 1000;
  sql('convite', 'create extension if not exists pg_stat_statements');
  sql('convite', 'analyze');

  const pages = [
    ['Home of a tenant', 'medellin.localhost', '/', '≤ 5 ms (p50)'],
    ['Territory with 900 projects', 'bello.localhost', '/territorios/05088', '≤ 50 ms'],
    ['The same, searched', 'bello.localhost', '/territorios/05088?q=parque', '≤ 50 ms'],
    ['Result of a contest with 900 projects', 'bello.localhost', undefined, '≤ 50 ms'],
    ['List of 21 territories', 'medellin.localhost', '/territorios', ''],
    ['Observatory of 10 municipalities', 'amva.localhost', '/', ''],
    ['Observatory of 125 municipalities', 'jalisco.localhost', '/', ''],
    ['Platform with every site', 'localhost', '/', ''],
    ['The server itself (`/health`)', 'medellin.localhost', '/health', ''],
  ];
  const slug = sql('convite', "select process.slug from process join tenant on tenant.id = tenant_id where tenant.slug = 'bello' and current");
  pages[3][2] = `/procesos/${slug}/todo-el-municipio`;
  const rows = [];
  for (const [name, host, path, bar] of pages) {
    say(name.toLowerCase());
    const alone = await latency(server.port, host, path, requests);
    const many = await throughput(server.port, host, path, 5, 8);
    const ratio = alone.spent > 0 ? `${number(alone.p50 / alone.spent)} ×` : '–';
    rows.push(`| ${name} | ${number(alone.p50, 2)} | ${number(alone.p95, 2)} | ${number(alone.spent, 2)} (${number(alone.statements, 0)}) | ${ratio} | ${number(many.perSecond, 0)} | ${bar} |`);
  }

  say('bytes');
  const br = { 'accept-encoding': 'br' };
  const manifest = JSON.parse(readFileSync(join(target, 'site/manifest.json'), 'utf8'));
  const bytes = async (path) => (await ask(server.port, 'medellin.localhost', path, br)).bytes;
  const [html, css, font, js, wasm] = [await bytes('/'), await bytes(manifest.css), await bytes('/fonts/nunito-sans.woff2'), await bytes(manifest.js), await bytes(manifest.wasm)];

  say('import and count of an election');
  const file = join(folder, 'benchmark.pb');
  const projects = 200;
  await election(file, projects, ballots);
  const imported = timed(['import-pb', file, '--tenant', 'medellin', '--data-dir', data, '--log', 'warn']);
  const counted = timed(['tally', file, '--rule', 'greedy_score', '--tie', 'official', '--json']);

  say('counting');
  const counts = counting();

  say('casting ballots');
  const stage = { port: server.port, binary, data, folder, environment };
  const casting = cast({ ...stage, sql, voters });

  say('one site beside the peak of another');
  const beside = await share({ ...stage, places, voters: Math.ceil(voters / 12) });

  say('a voting day');
  const whole = day({ ...stage, voters: ofADay });

  say('frames of the simulator');
  const territories = 125;
  divide(sql, territories);
  const simulator = await frames(server.port, providerPort, territories, 10);

  say('a roll');
  const loaded = await roll({ ...stage, sql, lines: onARoll });
  await server.stop();

  const commit = execFileSync('git', ['-C', checkout, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const postgres = execFileSync('psql', ['--version'], { encoding: 'utf8' }).trim().replace(/^psql \(PostgreSQL\) /, '').split(' ')[0];
  const machine = cpus();
  const results = `# Measurements

\`make bench\` measures all of this in one run and writes this file. Measured on ${new Date().toISOString().slice(0, 10)}, commit ${commit}, on ${machine.length} cores of ${machine[0].model.trim()}, ${number(totalmem() / 2 ** 30, 0)} GB of memory, PostgreSQL ${postgres} in the server's own private cluster with its default settings, clients on the same machine.

## Pages

Server time in milliseconds over ${number(requests, 0)} requests one after the other; what PostgreSQL itself spends on the same page (planning and execution, and how many statements); how many times that the whole page takes; and answers per second with 8 clients at once.

| Page | p50 | p95 | PostgreSQL (statements) | ratio | per second | bar |
|---|--:|--:|--:|--:|--:|---|
${rows.join('\n')}

## Bytes on the way, brotli

| What | Bytes | Bar |
|---|--:|---|
| HTML of a tenant's home | ${kilobytes(html)} | |
| CSS | ${kilobytes(css)} | |
| Font | ${kilobytes(font)} | |
| **HTML, CSS and font** | **${kilobytes(html + css + font)}** | ≤ 100 KB |
| JavaScript | ${kilobytes(js)} | |
| WASM | ${kilobytes(wasm)} | |
| **JavaScript and WASM**, only on pages with an island | **${kilobytes(js + wasm)}** | ≤ 300 KB |

## The simulator of ceilings

A slider moved in every frame for ten seconds, in Chromium at 1280 px on this machine without a graphics card, each time
with all ceilings, shares, figures per inhabitant, bars and the Lorenz curve of ${number(territories, 0)} territories recomputed and drawn.

| What | Measured | Bar |
|---|--:|---|
| Frames a second | ${number(simulator.perSecond)} | 60 |
| Median time between two frames | ${number(simulator.median)} ms | 16.7 ms |
| Frames that missed their turn | ${number(simulator.late * 100)} % | |

## Elections

An approval election of ${number(projects, 0)} projects and ${number(ballots, 0)} ballots of five marks (${kilobytes(statSync(file).size)}), made the same in every run.

| What | Seconds | Ballots per second |
|---|--:|--:|
| \`convite import-pb\`: read, stored in one transaction, counted | ${number(imported)} | ${number(ballots / imported, 0)} |
| \`convite tally\`: read and counted, without a database | ${number(counted, 2)} | ${number(ballots / counted, 0)} |

## A roll

\`convite roll import\` loads a file of ${number(loaded.lines, 0)} lines (${kilobytes(loaded.bytes)}): each read, checked, its document hashed with the site's key and
kept, in transactions that can be taken up again. PostgreSQL alone copies the same rows, with the same keys, in one.

| What | Measured |
|---|--:|
| Seconds | ${number(loaded.seconds)} |
| Lines per second | ${number(loaded.lines / loaded.seconds, 0)} |
| Times what PostgreSQL takes alone (${number(loaded.alone)} s) | ${number(loaded.seconds / loaded.alone)} × |
| The most memory that it held | ${number(loaded.held / 1024, 0)} MB |

${counts}
## Casting

Ballots of ${number(voters, 0)} voters of 21 territories, cast by ${casting.clients} at once over HTTP (session, CSRF, eligibility, envelope, one
transaction), and the ${casting.statements} statements of each of these ballots repeated by pgbench alone, with as many clients: the
median of ${casting.times} times, by turns. Nothing of it is kept in memory alone: every ballot is on disk before it is acknowledged.

| What | Ballots per second |
|---|--:|
| Through the server | ${number(casting.served, 0)} |
| The same statements alone | ${number(casting.alone, 0)} |
| Ratio (bar ≥ 0.6) | ${number(casting.served / casting.alone, 2)} |

## One municipality's peak

How long 95 of 100 answers to the voters of one site take at most, while another's people come at its share of the
${number(places, 0)} requests that are answered at once, and while ten times as many of them come: the median of several times, by turns.

| Step | At its share | At its peak | Moved (bar < 20 %) |
|---|--:|--:|--:|
${beside.map(({ step, before, after }) => `| ${step} | ${milliseconds(before)} | ${milliseconds(after)} | ${number((after / before - 1) * 100, 0)} % |`).join('\n')}

## A voting day

${number(whole.voters, 0)} people of ${number(whole.territories, 0)} territories vote within ${number(whole.minutes, 0)} minutes over HTTP, ballot, review, envelope and receipt, at the pace
of a day with its peaks: about twice as many come then as this machine can take, and stand in line. ${number(whole.perSecond, 0)} voted a second.
Afterwards there are ${number(whole.held.voters, 0)} on the roll, ${number(whole.held.sealed, 0)} ballots under the seals, ${number(whole.held.counted, 0)} counted, and ${number(whole.held.receipts_found, 0)} of the
${number(whole.acknowledged, 0)} receipts lead to their ballot. ${number(whole.votedBefore, 0)} lost their receipt, and ${number(whole.without, 0)} went away without a vote. What stood in their way:
${whole.trouble.map(({ step, what, count }) => `${number(count, 0)} times “${what}” (${step})`).join(', ') || 'nothing'}.

| Step | p50 | p95 | p99 | longest |
|---|--:|--:|--:|--:|
${whole.latency.map(({ step, ...took }) => `| ${step} | ${['p50', 'p95', 'p99', 'max'].map((one) => milliseconds(took[one])).join(' | ')} |`).join('\n')}

## Starting

| What | Seconds |
|---|--:|
| First start: cluster, schema, presets, demonstration | ${number(firstStart)} |
| Second start | ${number(secondStart)} |
`;
  writeFileSync(fileURLToPath(new URL('RESULTS.md', import.meta.url)), results);
  console.log(`\n${results}`);
}

try {
  await main();
} finally {
  await running?.stop();
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
