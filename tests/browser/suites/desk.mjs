// A polling place: a desk with a network and without JavaScript, and one on a device of its own whose network is cut.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.mjs';
import { fill, submit } from '../support/forms.mjs';

const CODE = 'lluvia de abril';

async function desks(visitor) {
  await visitor.open('bosa', '/mesa');
  return visitor.page.locator('.card__title a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
}

// Invented: what a reader types of the back of a card.
const LINES = ['ICCOL000000001800001<<<<<<<<<<', '8002294F3001016COL1999000915<1', 'RUIZ<VIDAL<<AMPARO<<<<<<<<<<<<'];

const person = (number) => ({ kind: 'cc', number, born: '1980-02-29', lives: '07' });

export function desk(world) {
  test('a desk with a network needs no JavaScript', async () => {
    const visitor = await world.visit({ as: 'bosa-officer', site: 'bosa', script: false });
    const { page } = visitor;
    const [, second] = await desks(visitor);
    await visitor.open('bosa', second);
    const form = (action, act) => page.locator(`form[action="/hacer/${action}"]${act ? `:has(input[name=act][value=${act}])` : ''}`);
    const said = async (words) => assert.match(await visitor.words(), words);
    await submit(form('comenzar-turno'), { officers: 'Nelly Cubillos\nPedro Díaz' });
    await said(/El turno comenzó/);
    await form('acto-de-mesa', 'opening').locator('#box_empty').check();
    await submit(form('acto-de-mesa', 'opening'), { papers: '50', seal: 'A-17' });
    await said(/La mesa está abierta/);
    await submit(form('buscar-persona'), person('1.999.000.901'));
    await said(/Puede votar aquí/);
    await said(/terminado en 901/);
    await form('marcar-persona').locator('button').click();
    await said(/Entregue una papeleta/);
    await submit(form('buscar-persona'), person('1999000901'));
    await said(/No puede votar aquí/);
    // What the other desk cannot know while it has no network.
    await submit(form('buscar-persona'), person('1999000902'));
    await form('marcar-persona').locator('button').click();
    await said(/terminado en 902/);
    await visitor.leave();
  });

  test('every page of a desk reads well on every screen', async () => {
    const visitor = await world.visit({ as: 'bosa-officer', site: 'bosa' });
    const [, second] = await desks(visitor);
    await visitor.examineOnEveryScreen('desks');
    await visitor.open('bosa', second);
    const { page } = visitor;
    await submit(page.locator('form[action="/hacer/buscar-persona"]'), person('1999000903'));
    await page.locator('#answer-title').waitFor();
    await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    await visitor.examineOnEveryScreen('desk-open');
    const closing = page.locator('form:has(input[name=act][value=closing])');
    await submit(closing, { voters: '2', in_box: '1', envelopes: '0', spoilt: '0', unused: '48' });
    assert.match(await visitor.words(), /No cuadra: Papeletas en la urna: el libro dice 2 y se contaron 1/);
    await submit(closing, { explained: 'Una persona se llevó la papeleta.' });
    assert.match(await visitor.words(), /La mesa quedó cerrada/);
    await visitor.examineOnEveryScreen('desk-closed');
    await visitor.leave();

    const admin = await world.visit({ as: 'bosa-admin', site: 'bosa' });
    await admin.open('bosa', '/admin/mesas');
    await admin.examineOnEveryScreen('admin-desks');
    await admin.leave();
  });

  test('a device goes on without a network, and loses nothing', async () => {
    const visitor = await world.visit({ as: 'bosa-officer', site: 'bosa', width: 360 });
    const { page } = visitor;
    const [first] = await desks(visitor);
    const device = `${first}/equipo`;
    const form = (name) => page.locator(`form[data-form=${name}]`);
    const ready = () => page.waitForFunction(() => 'ready' in (document.querySelector('[data-desk]')?.dataset ?? {}));
    const state = (words) => eventually(async () => assert.match(await page.locator('[data-state]').innerText(), words));
    const figure = (name) => page.locator(`[data-figure=${name}]`).innerText();
    const mark = async (number) => {
      await submit(form('find'), person(number));
      await form('mark').locator('button').click();
      await page.locator('[data-note]:not([hidden])').waitFor();
      return page.locator('[data-note]').innerText();
    };
    await visitor.open('bosa', device);
    await ready();
    await visitor.examineOnEveryScreen('device-setup');
    await submit(form('setup'), { code: 'corta', again: 'corta' });
    assert.match(await form('setup').innerText(), /10 letras o más/);
    await submit(form('setup'), { code: CODE, again: CODE });
    await form('opening').locator('button').waitFor();
    await form('opening').locator('input[name=box_empty]').check();
    await submit(form('opening'), { papers: '20' });
    await state(/Todo está enviado/);
    assert.match(await mark('1999000911'), /911/);
    assert.equal(await figure('in_box'), '1');
    // A server that is there and does not decide is no network; a session that is over says so, and stops nobody.
    const answering = (status) => page.evaluate((given) => {
      window.asking ??= window.fetch;
      window.fetch = given === 0 ? window.asking : async () => new Response('<h1>…</h1>', { status: given });
    }, status);
    for (const [status, words] of [[503, /sin respuesta del servidor/], [200, /sin respuesta/], [403, /sesión terminó/]]) {
      await answering(status);
      await submit(form('find'), person('1999000914'));
      await eventually(async () => assert.match(await page.locator('[data-answer]').innerText(), /Según el padrón guardado/));
      await state(words);
    }
    // It answers again before the ballot is handed over: it decides, and no envelope is needed.
    await answering(0);
    await form('mark').locator('button').click();
    await eventually(async () => assert.match(await page.locator('[data-note]').innerText(), /914[^]*Entregue la papeleta\./));
    await state(/Todo está enviado/);
    assert.equal(await figure('in_box'), '2');
    // A reader of codes ends each of three lines.
    await fill(form('find'), { kind: 'cc', lives: '07' });
    await form('find').locator('#number').focus();
    for (const line of LINES) {
      assert.equal(await page.locator('[data-answer]').isVisible(), false);
      await page.keyboard.type(line);
      await page.keyboard.press('Enter');
    }
    await eventually(async () => assert.match(await page.locator('[data-answer]').innerText(), /terminado en 915/));
    // A second window is told that the first one is the desk.
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.locator('[data-part=waits]').waitFor();
    await second.close();
    // The page is kept before the network goes.
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await visitor.open('bosa', device);
    await ready();

    // Installed, it opens by what its manifest says.
    const installed = await page.evaluate(async () => {
      const manifest = await fetch(document.querySelector('link[rel=manifest]').href, { credentials: 'omit' });
      return manifest.json();
    });
    assert.equal(installed.start_url, device);
    assert.ok(installed.start_url.startsWith(installed.scope));

    await visitor.offline(true);
    await page.goto('about:blank');
    await visitor.open('bosa', installed.start_url);
    await ready();
    await submit(form('unlock'), { 'unlock-code': 'otra cosa distinta' });
    await eventually(async () => assert.match(await form('unlock').innerText(), /no es la clave/));
    await submit(form('unlock'), { 'unlock-code': CODE });
    await form('find').locator('button').waitFor();
    await state(/Sin red/);
    assert.match(await mark('1999000912'), /sobre número 1-1/);
    // Who voted at the other desk meanwhile: nobody here can know.
    assert.match(await mark('1999000902'), /sobre número 1-2/);
    await submit(form('find'), person('1999000911'));
    assert.match(await page.locator('[data-answer]').innerText(), /No puede votar aquí[^]*ya le entregó/);
    await state(/Sin red[^]*2 anotaciones/);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await visitor.examine(`device-offline-${width}`);
    }
    // The battery was changed.
    await visitor.page.reload();
    await ready();
    await submit(form('unlock'), { 'unlock-code': CODE });
    await form('find').locator('button').waitFor();
    assert.equal(await figure('envelopes'), '2');
    // Nothing on the device says who, to whoever has not got the code.
    const kept = await page.evaluate(async () => {
      const [{ name }] = await indexedDB.databases();
      const open = indexedDB.open(name);
      const db = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result); });
      const text = [];
      for (const store of db.objectStoreNames) {
        const all = db.transaction(store).objectStore(store).getAll();
        for (const value of await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); })) {
          text.push(new TextDecoder('latin1').decode(value.sealed ?? new Uint8Array()));
        }
      }
      db.close();
      return text.join(' ');
    });
    assert.ok(kept.length > 500 && !/entry|mark|912|key/.test(kept), 'what is kept is encrypted');

    // The first answer is lost on the way back, when the server has taken everything.
    await page.evaluate(() => {
      const { fetch } = window;
      window.fetch = async (...asked) => {
        const answer = await fetch(...asked);
        if (!answer.url.endsWith('/libro')) return answer;
        window.fetch = fetch;
        window.lost = true;
        throw new TypeError('lost');
      };
    });
    await visitor.offline(false);
    await page.waitForFunction(() => window.lost);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await state(/Todo está enviado/);
    await eventually(async () => assert.match(await page.locator('[data-found]').innerText(), /en papel en una mesa[^]*no se abre/));
    assert.match(await mark('1999000913'), /Entregue la papeleta\./);
    await submit(form('closing'), { voters: '5', in_box: '3', envelopes: '1', spoilt: '0', unused: '15' });
    assert.match(await form('closing').innerText(), /No cuadra: Sobres cerrados: el libro dice 2 y se contaron 1/);
    await submit(form('closing'), { envelopes: '2' });
    await page.locator('[data-part=done]').waitFor();
    assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), []);
    await visitor.open('bosa', first);
    const told = await visitor.words();
    assert.match(told, /Cerrada/);
    assert.match(told, /Sobre 1-2 \(anotación 6\): ya había votado en papel en una mesa\. Su sobre no se abre/);
    assert.match(told, /Se abren: 1-1 Quedan cerrados: 1-2/);
    await visitor.examineOnEveryScreen('desk-synchronised');
    await page.locator('form[action="/hacer/abrir-sobres"] button').click();
    await eventually(async () => assert.match(await visitor.words(), /Los abrió Nelly Cubillos/));
    await visitor.leave();
  });
}
