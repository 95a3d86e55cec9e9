// Towns of the tests in which people vote by a ballot of each type.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { target } from './product.mjs';
import { Visitors } from './visitor.mjs';

const binary = process.env.CONVITE_STAGE ?? join(target, 'debug', 'stage');

/** Sets the stage and waits until it stands; a window there is opened by `visit`, as the voter of a number. */
export async function setStage(browser) {
  const stage = spawn(binary, [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const over = new Promise((resolve) => { stage.on('exit', resolve); });
  const failed = new Promise((_, reject) => {
    stage.on('error', reject);
    over.then((code) => reject(new Error(`the stage ended with ${code}`)));
  });
  failed.catch(() => {});
  const lines = createInterface({ input: stage.stdout })[Symbol.asyncIterator]();
  const { value: line } = await Promise.race([lines.next(), failed]);
  const towns = new Map(JSON.parse(line).map(({ kind, host, port, projects, voters }) => {
    const at = (_, path = '/') => `http://${host}:${port}${path}`;
    const visitors = new Visitors(browser, { port, providerPort: port, at });
    const visit = ({ voter, ...how } = {}) => {
      const [name, value] = voters[voter].split('=');
      const cookie = { name, value, domain: host, path: '/', expires: -1, httpOnly: true, secure: true, sameSite: 'Lax' };
      return visitors.visit({ ...how, state: { cookies: [cookie], origins: [] } });
    };
    return [kind, { visit, projects }];
  }));
  const strike = async () => {
    stage.stdin.end();
    await over;
  };
  return { towns, strike };
}
