// The real product with its demonstration, and the real identity provider, on free ports with a data folder of its own.

import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const checkout = fileURLToPath(new URL('../../..', import.meta.url));
export const target = process.env.CARGO_TARGET_DIR ?? join(checkout, 'target');
const binary = process.env.CONVITE_BIN ?? join(target, 'debug', 'convite');

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function answers(port, path, host) {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, headers: { host }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}

const sleep = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** Starts everything and waits until it is ready. */
export async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'convite-browser-'));
  // PostgreSQL's own user has to get through, where this runs as root.
  chmodSync(folder, 0o711);
  const [port, providerPort] = [await freePort(), await freePort()];
  const log = join(folder, 'server.log');
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CONVITE|DATABASE)_/.test(name)));
  const provider = spawn(process.execPath, [join(checkout, 'infra/idp/provider.mjs')], {
    env: { ...inherited, CONVITE_IDP_PORT: String(providerPort) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const output = openSync(log, 'a');
  const server = spawn(binary, [
    'serve', '--demo', '--listen', `127.0.0.1:${port}`, '--metrics-listen', 'off',
    '--data-dir', join(folder, 'data'), '--site-root', join(target, 'site'),
    '--demo-issuer', `http://localhost:${providerPort}`,
    '--reads-per-minute', '0', '--writes-per-minute', '0', '--sign-ins-per-minute', '0',
  ], { env: inherited, stdio: ['ignore', output, output] });
  let ended = false;
  const over = new Promise((resolve) => { server.on('exit', (code) => { ended = true; resolve(code); }); });
  server.on('error', () => { ended = true; });

  const stop = async () => {
    provider.kill('SIGTERM');
    server.kill('SIGINT');
    const code = await over;
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  for (let waited = 0; ; waited += 1) {
    if (ended) throw new Error(`the server ended while starting: ${readFileSync(log, 'utf8')}`);
    if (await answers(providerPort, '/health', 'localhost') && await answers(port, '/ready', 'localhost')) break;
    if (waited > 1200) {
      await stop();
      throw new Error('the server is not ready after five minutes');
    }
    await sleep(250);
  }
  return {
    port,
    providerPort,
    stop,
    log: () => readFileSync(log, 'utf8'),
    /** The address of a path of a site; the platform's slug is the empty text. */
    at: (site, path = '/') => `http://${site ? `${site}.` : ''}localhost:${port}${path}`,
  };
}

export const people = JSON.parse(readFileSync(join(checkout, 'infra/idp/people.json'), 'utf8'));
