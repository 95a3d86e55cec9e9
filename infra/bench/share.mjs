// How far one municipality's peak reaches into another's voting day: how long one site's voters wait while another's come
// at its share, and while ten times as many of them come: by turns, so that what else the machine does weighs on both.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How many come at the peak, for one that comes at the site's share. */
const PEAK = 10;
/** How often each is tried. */
const TIMES = 3;

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/**
 * Lets the people of two sites vote beside each other, several times.
 *
 * @param {{port: number, binary: string, data: string, folder: string, environment: object, places: number, voters: number}} stage
 *   a running server without limits, which answers so many requests at once, and how many vote at the first site
 * @returns {Promise<{step: string, before: number, after: number}[]>} the p95 of each step at the first site while the
 *   other's people come at its share and while its peak lasts, in microseconds: the median of several
 */
export async function share({ port, binary, data, folder, environment, places, voters }) {
  /** Lets so many people vote on a site like the one named, so many at a time, and gives the report. */
  const vote = async (like, count, atOnce) => {
    const report = join(folder, `${like}.json`);
    await run(binary, [
      'rehearse', '--like', like, '--voters', `${count}`, '--at-once', `${atOnce}`, '--stay-open', '--again',
      '--server', `127.0.0.1:${port}`, '--data-dir', data, '--json', report, '--log', 'warn',
    ], { env: environment, maxBuffer: 1 << 24 });
    return JSON.parse(readFileSync(report, 'utf8'));
  };
  const own = Math.max(1, Math.floor(places / 2));
  /** The p95 of each step at the first site while the other's people come so many at a time. */
  const beside = async (atOnce) => {
    // Enough of them that they still come when the last of the first site votes.
    const other = vote('medellin', voters * 5, atOnce);
    // Until they are made and have begun to vote.
    await setTimeout(voters * 5);
    const one = await vote('envigado', voters, own);
    await other;
    return new Map(one.latency.map(({ step, p95 }) => [step, p95]));
  };
  const [calm, peak] = [[], []];
  for (let time = 0; time < TIMES; time += 1) {
    calm.push(await beside(own));
    peak.push(await beside(PEAK * own));
  }
  const steps = [...calm[0].keys()].filter((step) => step !== 'act');
  const of = (tried, step) => median(tried.map((one) => one.get(step)));
  return steps.map((step) => ({ step, before: of(calm, step), after: of(peak, step) }));
}
