// A ballot of each type, and one with two contests, is cast in earnest with the keyboard alone on a phone, with and without
// JavaScript.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../support/chromium.mjs';
import { press, to } from '../support/keyboard.mjs';
import { setStage } from '../support/stage.mjs';

const SITE = '';
const RECEIPT = /[0-9A-F]{4}(-[0-9A-F]{4}){4}/;
const blank = '[name="ballot.proyectos"][value=blank]';
const search = '#buscar-proyecto';
const send = '.castbar button[type=submit]';
const yes = 'form[action="/hacer/voto"] button[type=submit]';

/** The type, what is pressed (with the client running or not), what the review says, and what is left then. */
const types = [
  ['approval', async (page, field) => {
    await press(page, field(1), 'Space');
    await press(page, field(3), 'Space');
  }, /Eligió 2 proyectos.*Parque 1.*Parque 3/, 'Le quedan 0 de 2'],
  ['single_choice', async (page) => {
    await press(page, '[name="ballot.proyectos"]', 'Space', 'ArrowDown');
  }, /Eligió 1 proyecto .*Parque 2/, 'Marcó un proyecto'],
  ['ranking', async (page, field, script) => {
    if (script) {
      const up = (number) => `.project:has(${field(number)}) button:has(use[href$="#up"])`;
      await press(page, up(1), 'Enter');
      await press(page, up(2), 'Enter', 'Enter');
    } else {
      await press(page, field(1), 'ArrowDown', 'ArrowDown');
      await press(page, field(2), 'ArrowDown');
    }
  }, /Parque 2 Puesto 1 .*Parque 1 Puesto 2/, 'Ordenó 2 de 3'],
  ['points', async (page, field) => {
    await press(page, field(1), '3', '0');
    await press(page, field(4), '2', '0');
  }, /Parque 1 Puntos: 30 .*Huerta 4 del barrio Puntos: 20/, 'Le quedan 0 de 50 puntos'],
  ['wallet', async (page, field) => {
    await press(page, field(2), 'ArrowDown', 'ArrowDown', 'ArrowDown');
    await press(page, field(3), 'ArrowDown');
  }, /Parque 2 Le da 300\.000 .*Parque 3 Le da 100\.000/, 'Le quedan 1 de 5 billetes'],
  // Its projects stand in an order that was drawn.
  ['knapsack', async (page) => {
    await press(page, '.project:not(.project--blank) .project__check', 'Space');
  }, /Eligió 1 proyecto /, 'Le quedan $'],
];

export function casting(world) {
  let browser;
  let stage;

  before(async () => {
    browser = await launch();
    stage = await setStage(browser);
  });
  after(async () => {
    await stage?.strike();
    await browser?.close();
  });

  /** The selector of a project's field, by its number. */
  const fieldOf = (town) => (number) => `[name="ballot.proyectos.${town.projects[number - 1]}"]`;

  for (const [kind, mark, review, left] of types) {
    for (const [script, isBlank, voter] of [[true, false, 0], [false, false, 1], [true, true, 2], [false, true, 3]]) {
      const how = `${script ? 'with' : 'without'} JavaScript${isBlank ? ', blank' : ''}`;
      test(`a ballot of ${kind} is cast by the keyboard ${how}`, async () => {
        const town = stage.towns.get(kind);
        const visitor = await town.visit({ voter, script, width: 360, scheme: script ? 'light' : 'dark' });
        const { page } = visitor;
        const name = `cast-${kind}${isBlank ? '-blank' : ''}`;
        await visitor.open(SITE, '/votar');
        if (script) await visitor.awake();
        if (!isBlank) await visitor.examine(name);
        if (isBlank && kind === 'single_choice') await press(page, '[name="ballot.proyectos"]', 'Space', 'ArrowUp');
        else if (isBlank) await press(page, blank, 'Space');
        else await mark(page, fieldOf(town), script);
        const said = isBlank ? 'Marcó el voto en blanco' : left;
        if (script) assert.ok((await page.locator('.castbar__count').innerText()).includes(said), said);
        await press(page, send, 'Enter');
        await page.waitForURL(/\/votar\/revisar$/);
        if (script) await visitor.awake();
        assert.match(await visitor.words(), isBlank ? /Voto en blanco: no elige ningún proyecto/ : review);
        await visitor.examine(`${name}-review`);
        await press(page, yes, 'Enter');
        await page.waitForURL(/\/votar\/listo$/);
        const words = await visitor.words();
        assert.match(words, RECEIPT);
        assert.equal(/Orden en que vio los proyectos: [0-9A-F]{4}-[0-9A-F]{4} /.test(words), kind === 'knapsack');
        await visitor.examine(`${name}-done`);
        const [code] = words.match(RECEIPT);
        await press(page, '.receipt a[href="/votar/constancia"]', 'Enter');
        await page.waitForURL(/\/votar\/constancia$/);
        const certificate = await visitor.words();
        assert.match(certificate, new RegExp(`Constancia de votación.*Votante ${voter + 1}`));
        assert.ok(!certificate.includes(code), 'the certificate leads to the vote');
        await visitor.examine(`${name}-certificate`);
        if (script) {
          assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), [], 'what was marked waits on');
          await page.emulateMedia({ media: 'print' });
          await visitor.examine(`${name}-certificate-printed`);
        }
        await visitor.leave();
      });
    }
  }

  for (const [script, voter] of [[true, 0], [false, 1]]) {
    test(`a ballot with two contests is cast by the keyboard ${script ? 'with' : 'without'} JavaScript`, async () => {
      const town = stage.towns.get('several');
      const visitor = await town.visit({ voter, script, width: 360, scheme: script ? 'light' : 'dark' });
      const { page } = visitor;
      const first = fieldOf(town)(1);
      await visitor.open(SITE, '/votar');
      if (script) await visitor.awake();
      await visitor.examine('cast-several');
      // Nothing is marked in one of them: the page says in which, and what is marked in the other stays.
      await press(page, first, 'Space');
      await press(page, send, 'Enter');
      await page.locator('.errors').waitFor();
      assert.match(await visitor.words(), /Obra de la villa: Toda la villa: Marque al menos un proyecto/);
      assert.ok(await page.locator(first).isChecked());
      if (script) await visitor.awake();
      await visitor.examine('cast-several-wrong');
      await press(page, '[name="ballot.obra"]', 'Space');
      await press(page, send, 'Enter');
      await page.waitForURL(/\/votar\/revisar$/);
      if (script) await visitor.awake();
      assert.match(await visitor.words(), /Obra de la villa: Toda la villa.*Un centro de salud.*Proyectos: Comuna 01.*Parque 1/);
      await visitor.examine('cast-several-review');
      await press(page, yes, 'Enter');
      await page.waitForURL(/\/votar\/listo$/);
      const codes = (await page.locator('.receipt__code').allInnerTexts()).map((code) => code.trim());
      assert.equal(new Set(codes).size, 2);
      for (const code of codes) assert.match(code, RECEIPT);
      await visitor.examine('cast-several-done');
      await press(page, '.receipt a[href="/votar/constancia"]', 'Enter');
      await page.waitForURL(/\/votar\/constancia$/);
      await visitor.examine('cast-several-certificate');
      await visitor.leave();
    });
  }

  test('a project is found as it is typed, and nothing that is marked gets lost', async () => {
    const town = stage.towns.get('points');
    const visitor = await town.visit({ voter: 4, width: 360 });
    const { page } = visitor;
    const field = fieldOf(town);
    await visitor.open(SITE, '/votar');
    await visitor.awake();
    const shown = () => page.locator('.project:not(.project--blank):visible').count();
    const status = () => page.locator('[role=search] [role=status]').innerText();
    assert.equal(await shown(), 12);
    await press(page, field(1), '3', '0');
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.locator(search).focus();
    await page.keyboard.type('huerta BARRIO');
    assert.equal(await status(), 'Encontramos 3 de 12. Los que ya marcó siguen a la vista.');
    assert.equal(await shown(), 4);
    await visitor.examine('ballot-search');
    // It would send the ballot.
    await page.keyboard.press('Enter');
    assert.equal(new URL(page.url()).pathname, '/votar');
    await press(page, field(8), '2', '0');
    assert.match(await page.locator('.castbar__count').innerText(), /Le quedan 0 de 50 puntos/);
    await page.locator(search).focus();
    await page.keyboard.press('Escape');
    assert.equal(await shown(), 12);
    assert.equal(await page.locator(search).inputValue(), '');
    assert.equal(await status(), 'Hay 12 proyectos.');
    await page.keyboard.type('12');
    assert.equal(await shown(), 3);
    await page.keyboard.type('999');
    assert.match(await status(), /^Ninguno de los 12 dice eso/);
    await press(page, 'button[value=todos]', 'Enter');
    assert.equal(await shown(), 12);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'buscar-proyecto');
    assert.deepEqual([await page.locator(field(1)).inputValue(), await page.locator(field(8)).inputValue()], ['30', '20']);
    await visitor.leave();
  });

  test('a project is found without JavaScript as well', async () => {
    const town = stage.towns.get('ranking');
    const visitor = await town.visit({ voter: 4, script: false, width: 360 });
    const { page } = visitor;
    const field = fieldOf(town);
    const shown = () => page.locator('.project:not(.project--blank):visible').count();
    await visitor.open(SITE, '/votar');
    await press(page, field(1), 'ArrowDown');
    await page.locator(search).focus();
    await page.keyboard.type('huerta');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/votar#buscar-proyecto$/);
    assert.equal(await shown(), 4);
    assert.match(await visitor.words(), /Encontramos 3 de 12/);
    await visitor.examine('ballot-search');
    await press(page, field(4), 'ArrowDown', 'ArrowDown');
    await page.locator('button[value=todos]').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.project[hidden]').length === 0);
    assert.deepEqual([await page.locator(field(1)).inputValue(), await page.locator(field(4)).inputValue()], ['1', '2']);
    await press(page, send, 'Enter');
    await page.waitForURL(/\/votar\/revisar$/);
    assert.match(await visitor.words(), /Parque 1 Puesto 1 .*Huerta 4 del barrio Puesto 2/);
    await visitor.leave();
  });

  for (const [kind, mark, check] of [
    ['approval', async (page, field) => {
      await press(page, field(1), 'Space');
      await press(page, field(3), 'Space');
    }, async (page, field) => [await page.locator(field(1)).isChecked(), await page.locator(field(3)).isChecked(), await page.locator(field(2)).isChecked()]],
    ['points', async (page, field) => {
      await press(page, field(1), '3', '0');
      await press(page, field(4), 'x');
    }, async (page, field) => [await page.locator(field(1)).inputValue() === '30', await page.locator(field(4)).inputValue() === 'x', await page.locator(field(2)).inputValue() !== '']],
    ['ranking', async (page, field) => {
      await press(page, field(1), 'ArrowDown');
      await press(page, field(4), 'ArrowDown', 'ArrowDown');
    }, async (page, field) => [await page.locator(field(1)).inputValue() === '1', await page.locator(field(4)).inputValue() === '2', await page.locator(field(2)).inputValue() !== '']],
  ]) {
    test(`what is marked on a ballot of ${kind} survives a connection that is lost`, async () => {
      const town = stage.towns.get(kind);
      const visitor = await town.visit({ voter: 5, width: 360 });
      const { page } = visitor;
      const field = fieldOf(town);
      await visitor.open(SITE, '/votar');
      await visitor.awake();
      await mark(page, field);
      await visitor.offline(true);
      await press(page, send, 'Enter');
      await page.getByText('No hay conexión y su selección no se envió').waitFor();
      assert.deepEqual(await check(page, field), [true, true, false]);
      await visitor.examine(`offline-${kind}`);
      // The page that is loaded again is not there; once it is, everything is marked as it was.
      await page.reload().catch(() => {});
      await visitor.offline(false);
      await visitor.open(SITE, '/votar');
      await visitor.awake();
      assert.deepEqual(await check(page, field), [true, true, false]);
      assert.match(await visitor.words(), /Aquí sigue lo que usted había marcado/);
      if (kind === 'approval') assert.match(await page.locator('.castbar__count').innerText(), /Le quedan 0 de 2/);
      await visitor.leave();
    });
  }

  test('a vote whose answer is lost is cast once, and nothing of it waits in the tab', async () => {
    const town = stage.towns.get('approval');
    const visitor = await town.visit({ voter: 6, width: 360 });
    const { page } = visitor;
    const field = fieldOf(town);
    await visitor.open(SITE, '/votar');
    await visitor.awake();
    await press(page, field(2), 'Space');
    assert.equal(await page.evaluate(() => Object.keys(sessionStorage).length), 1);
    await press(page, send, 'Enter');
    await page.waitForURL(/\/votar\/revisar$/);
    await visitor.awake();
    await visitor.offline(true);
    await press(page, yes, 'Enter');
    await page.getByText('no sabemos si su voto quedó en la urna').waitFor();
    await visitor.examine('cast-offline');
    await visitor.offline(false);
    await press(page, yes, 'Enter');
    await page.waitForURL(/\/votar\/listo$/);
    assert.match(await visitor.words(), RECEIPT);
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
    await visitor.leave();
  });

  test('whoever signs out leaves no marks in the tab', async () => {
    const town = stage.towns.get('wallet');
    const visitor = await town.visit({ voter: 7, width: 360 });
    const { page } = visitor;
    await visitor.open(SITE, '/votar');
    await visitor.awake();
    await to(page, fieldOf(town)(2));
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => Object.keys(sessionStorage).length), 1);
    await page.locator('.menu--account > summary').click();
    await page.locator('form[action="/salir"] button').click();
    await page.waitForURL((url) => url.pathname === '/');
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
    await visitor.leave();
  });
}
