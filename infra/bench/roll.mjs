// How fast a roll of millions of lines is loaded, in how much memory, beside PostgreSQL copying the same rows alone.

import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { finished } from 'node:stream/promises';

/** Writes a roll of so many people, of which each has another document. */
async function write(file, lines) {
  const out = createWriteStream(file);
  out.write('tipo;documento;territorio;nacimiento\n');
  for (let line = 0; line < lines; line += 1) {
    const born = `${1940 + (line % 60)}-${String(1 + (line % 12)).padStart(2, '0')}-${String(1 + (line % 28)).padStart(2, '0')}`;
    // Not in the order of their numbers, as in no roll.
    const number = 1_000_000_000 + ((line * 7_919) % 100_000_007);
    if (!out.write(`cc;${number};05266;${born}\n`)) await new Promise((resolve) => { out.once('drain', resolve); });
  }
  out.end();
  await finished(out);
}

/** Runs a command to its end; how long it took, in seconds, and the most memory that it held, in kilobytes. */
async function watched(binary, words, environment) {
  const began = performance.now();
  const child = spawn(binary, words, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  let held = 0;
  const watch = setInterval(() => {
    try {
      held = Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? held);
    } catch {
      // It has ended, or the system does not say.
    }
  }, 100);
  const status = await new Promise((resolve) => { child.on('exit', resolve); });
  clearInterval(watch);
  if (status !== 0) throw new Error(`convite ${words.join(' ')}: ${status}`);
  return { seconds: (performance.now() - began) / 1000, held };
}

/**
 * Loads a roll on Envigado’s site.
 *
 * @param {{binary: string, data: string, folder: string, environment: object, sql: Function, lines: number}} stage
 *   a private cluster with the demonstration's data, and `sql(database, statement)` as its superuser
 * @returns {Promise<{lines: number, bytes: number, seconds: number, held: number, alone: number}>} how long it took and
 *   what memory it held, in kilobytes; and how long PostgreSQL took alone, with the same rows and the same keys
 */
export async function roll({ binary, data, folder, environment, sql, lines }) {
  const file = join(folder, 'padron.csv');
  await write(file, lines);
  const { size: bytes } = statSync(file);
  const { seconds, held } = await watched(binary, [
    'roll', 'import', file, '--site', 'envigado', '--roll', 'sisben', '--by', 'env-admin', '--data-dir', data, '--log', 'warn',
  ], environment);
  rmSync(file);
  const kept = Number(sql('convite', `select adults from roll_import join tenant on tenant.id = tenant_id
    where slug = 'envigado' and file_name = 'padron.csv' and state = 'loaded'`));
  if (kept !== lines) throw new Error(`${kept} of ${lines} people are on the roll`);
  sql('convite', 'create table roll_alone (like roll_entry including all)');
  const began = performance.now();
  sql('convite', `insert into roll_alone select entry.* from roll_entry entry
    join roll_import on roll_import.tenant_id = entry.tenant_id and roll_import.id = import_id and file_name = 'padron.csv'`);
  const alone = (performance.now() - began) / 1000;
  sql('convite', 'drop table roll_alone');
  return { lines, bytes, seconds, held, alone };
}
