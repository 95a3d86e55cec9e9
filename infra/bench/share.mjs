// How far one municipality's peak reaches into another's voting day: the p95 of one site's voters while another's come
// at its share, and while ten times as many come.
//
//   node infra/bench/share.mjs --one envigado --other medellin [--voters 4000] [--port 3000] [--data data]
//
// against a running release server with the demonstration's data, without limits per address (--reads-per-minute 0
// --writes-per-minute 0 --sign-ins-per-minute 0 --trusted-proxy 127.0.0.1). All on one machine, clients included.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';

const { values: asked } = parseArgs({
  options: {
    one: { type: 'string', default: 'envigado' },
    other: { type: 'string', default: 'medellin' },
    voters: { type: 'string', default: '4000' },
    // Half of the server's --at-once: what each of two sites can count on.
    share: { type: 'string', default: '8' },
    // Seconds until the other's people are made and have begun to vote.
    lead: { type: 'string', default: '20' },
    port: { type: 'string', default: '3000' },
    data: { type: 'string', default: 'data' },
    binary: { type: 'string', default: 'target/release/convite' },
  },
});
/** How much the p95 may move. */
const BAR = 0.2;
const folder = mkdtempSync(join(tmpdir(), 'share-'));
const run = promisify(execFile);

/** Lets so many people vote on a site like the one named, so many at a time, and gives the report. */
async function vote(like, voters, atOnce) {
  const report = join(folder, `${like}.json`);
  await run(asked.binary, [
    'rehearse', '--like', like, '--voters', `${voters}`, '--at-once', `${atOnce}`, '--stay-open', '--again',
    '--server', `127.0.0.1:${asked.port}`, '--data-dir', asked.data, '--json', report, '--log', 'warn',
  ], { maxBuffer: 1 << 24 });
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** The p95 of each step at one site while the other's people come so many at a time. */
async function beside(atOnce) {
  const voters = Number(asked.voters);
  // Enough of them that they still come when the last of the first site votes.
  const other = vote(asked.other, voters * 5, atOnce);
  await setTimeout(Number(asked.lead) * 1000);
  const one = await vote(asked.one, voters, asked.share);
  await other;
  return new Map(one.latency.map((step) => [step.step, step.p95]));
}

try {
  const share = Number(asked.share);
  const [calm, peak] = [await beside(share), await beside(10 * share)];
  let holds = true;
  for (const [step, before] of calm) {
    const moved = (peak.get(step) ?? before) / before - 1;
    if (step !== 'act') holds &&= moved < BAR;
    const [was, is] = [before, peak.get(step) ?? before].map((micros) => (micros / 1000).toFixed(1));
    console.log(`${step}: p95 ${was} ms, at the other's peak ${is} ms (${(moved * 100).toFixed(0)} %)`);
  }
  console.log(holds ? 'within 20 %' : 'more than 20 %');
  process.exitCode = holds ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
