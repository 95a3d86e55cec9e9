// More people than the server answers at once: whoever waits is told how long it takes, and comes in without doing anything.

import assert from 'node:assert/strict';
import { Agent, get } from 'node:http';
import { test } from 'node:test';

// The longest ballot of all: it takes the server a while.
const [site, page] = ['bello', '/territorios/05088'];

/** So many people who ask for a page again and again; what is returned sends them home. */
function crowd({ port, at }, people) {
  const agent = new Agent({ keepAlive: true, maxSockets: people });
  const asked = { host: '127.0.0.1', port, path: page, headers: { host: new URL(at(site)).host }, agent };
  let there = true;
  const ask = () => new Promise((resolve) => {
    get(asked, (answer) => answer.resume().on('close', resolve)).on('error', resolve);
  });
  const all = Array.from({ length: people }, async () => { while (there) await ask(); });
  return async () => {
    there = false;
    await Promise.all(all);
    agent.destroy();
  };
}

export function queue(world) {
  test('whoever waits is told how long, and comes in', async () => {
    for (const screen of [{ width: 1280, scheme: 'light' }, { width: 360, scheme: 'dark' }]) {
      const visitor = await world.visit(screen);
      const sendHome = crowd(world.product, 600);
      await visitor.openUntil(site, '/', 503);
      const told = await visitor.words();
      const home = sendHome();
      assert.match(told, /Hay muchas personas en este momento/);
      assert.match(told, /Su turno está guardado\. Falta más o menos: (\d+ segundos|un minuto|\d+ minutos)\./);
      await visitor.examine('queue');
      await home;
      // The page looks again by itself, after half a minute at most.
      await visitor.page.waitForFunction(() => !document.body.innerText.includes('Su turno está guardado'), null, { timeout: 60_000 });
      assert.match(await visitor.words(), /Bello/);
      await visitor.leave();
    }
  });
}
