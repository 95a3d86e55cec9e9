// A whole voting day in a quarter of an hour: how long people waited, and whether everything agrees afterwards.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Rehearses the day of a site like Medellín's.
 *
 * @param {{port: number, binary: string, data: string, folder: string, environment: object, voters: number}} stage
 *   a running server without limits, and how many vote
 * @returns {{voters: number, territories: number, minutes: number, perSecond: number, acknowledged: number,
 *   votedBefore: number, without: number, trouble: {step: string, what: string, count: number}[],
 *   latency: {step: string, p50: number, p95: number, p99: number, max: number}[],
 *   held: {voters: number, ballots: number, sealed: number, counted: number, receipts_found: number}}} what came of it
 */
export function day({ port, binary, data, folder, environment, voters }) {
  const report = join(folder, 'day.json');
  // About as many on average as two cores take, so that the peaks are twice that.
  const minutes = Math.max(1, Math.round(voters / 12_000));
  execFileSync(binary, [
    'rehearse', '--like', 'medellin', '--voters', `${voters}`, '--minutes', `${minutes}`, '--again',
    '--server', `127.0.0.1:${port}`, '--data-dir', data, '--json', report, '--log', 'warn',
  ], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  const { territories, votes_per_second: perSecond, acknowledged, voted_before: votedBefore, without, latency, trouble, held } =
    JSON.parse(readFileSync(report, 'utf8'));
  return { voters, territories, minutes, perSecond, acknowledged, votedBefore, without, latency, trouble, held };
}
