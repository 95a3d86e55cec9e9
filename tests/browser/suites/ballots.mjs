// A ballot of each type is rehearsed with the keyboard alone, with and without JavaScript.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { press } from '../support/keyboard.mjs';

const site = 'envigado';
const admin = { as: 'env-admin', site };

/** A made-up project's id: its number. */
const id = (number) => `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`;
const field = (number) => `[name="ballot.zona.${id(number)}"]`;

const up = (number) => `.project:has(${field(number)}) button:has(use[href$="#up"])`;

/** The name, the rule, what is pressed (with the client running or not), the vote it makes, and what is left then. */
const types = [
  ['approval', { type: 'approval', at_most: { type: 'count', count: 2 }, blank: true }, async (page) => {
    await press(page, field(1), 'Space');
    await press(page, field(3), 'Space');
  }, '1-3', 'Le quedan 0 de 2'],
  ['single-choice', { type: 'single_choice', blank: true }, async (page) => {
    await press(page, '[name="ballot.zona"]', 'Space', 'ArrowDown');
  }, '2', 'Marcó un proyecto'],
  ['ranking', { type: 'ranking', at_least: 2, at_most: { type: 'count', count: 3 } }, async (page, script) => {
    if (script) {
      await press(page, up(1), 'Enter');
      await press(page, up(2), 'Enter', 'Enter');
      assert.match(await page.locator('.castbar__hint:visible').innerText(), /Número 2, .* tiene el puesto 1 de 2/);
    } else {
      await press(page, field(1), 'ArrowDown', 'ArrowDown');
      await press(page, field(2), 'ArrowDown');
    }
  }, '2-1~2', 'Ordenó 2 de 3'],
  ['points', { type: 'points', points: 50, each_at_most: 30, spend_all: true }, async (page) => {
    await press(page, field(1), '3', '0');
    await press(page, field(4), '2', '0');
  }, '1~30-4~20', 'Le quedan 0 de 50 puntos'],
  ['wallet', {
    type: 'wallet', amount: 500_000, note: 100_000, each_at_most: 300_000, at_most: { type: 'count', count: 3 },
  }, async (page) => {
    await press(page, field(2), 'ArrowDown', 'ArrowDown', 'ArrowDown');
    await press(page, field(3), 'ArrowDown');
  }, '2~300000-3~100000', 'Le quedan 1 de 5 billetes'],
  ['knapsack', { type: 'knapsack', blank: true }, async (page) => {
    await press(page, field(1), 'Space');
  }, '1', 'Le quedan $'],
];

const two = {
  id: 'ciudad', name: 'Obra de la ciudad', ballot: { type: 'single_choice' },
  winner: { type: 'plurality', winners: 1, tie: ['public_draw'] }, thresholds: {},
};

export function ballots(world) {
  test('every type of ballot is rehearsed with the keyboard alone', async () => {
    const author = await world.visit(admin);
    await author.open(site, '/admin/reglas');
    const rules = await author.page.evaluate(async () => (await fetch('/reglas/vigente.json')).json());
    const contest = rules.contests.find((one) => one.id === 'zona');
    await author.page.locator('textarea[name=document]').fill(JSON.stringify(rules));
    await author.page.locator('form[action="/hacer/importar-reglas"] button[type=submit]').click();
    await author.page.waitForURL(/\/participantes$/);
    const draft = author.page.url().split('/').at(-2);

    const write = async () => {
      await author.open(site, `/admin/reglas/${draft}/archivo`);
      await author.page.locator('textarea[name=document]').fill(JSON.stringify(rules));
      await author.page.locator('form[action="/hacer/archivo-de-reglas"] button[type=submit]').click();
      await author.page.waitForURL(/\/publicar$/);
    };
    const begin = `/admin/ensayo?version=${draft}&lugar=tipo:zona&proyectos=4&techo=400.000.000`;

    for (const [name, rule, mark, vote, left] of types) {
      contest.ballot = rule;
      await write();
      for (const script of [true, false]) {
        const visitor = await world.visit({ ...admin, script, width: script ? 1280 : 360 });
        const { page } = visitor;
        await visitor.open(site, begin);
        if (script) await visitor.awake();
        // First nothing at all: every mistake is told.
        await press(page, 'button[name=echar]', 'Enter');
        await page.locator('.errors[role=alert]').waitFor();
        if (script) await visitor.awake();
        if (script) await visitor.examine(`rehearsal-${name}-mistakes`);
        await mark(page, script);
        if (script) assert.ok((await page.locator('.castbar__count').innerText()).includes(left), `${name}: ${left}`);
        await press(page, 'button[name=echar]', 'Enter');
        await page.waitForURL(/votos=/);
        assert.equal(new URL(page.url()).searchParams.get('votos'), vote, name);
        assert.match(await visitor.words(), /Va 1 tarjetón echado a mano/);
        if (script) await visitor.examine(`rehearsal-${name}`);
        await visitor.leave();
      }
      const narrow = await world.visit({ ...admin, width: 360, scheme: 'dark' });
      await narrow.open(site, `${begin}&votos=${vote}&muestra=30`);
      await narrow.awake();
      await narrow.examine(`rehearsal-${name}`);
      if (name === 'points') {
        await narrow.open(site, `/admin/reglas/${draft}/votacion`);
        await narrow.awake();
        assert.match(await narrow.words(), /Así verá cada persona el tarjetón.*Reparta 50 puntos/);
        await narrow.examine('set-up-ballot');
      }
      await narrow.leave();
    }

    // Two decisions on one sheet, and a draw.
    contest.ballot = types[0][1];
    rules.contests.push({ ...contest, ...two });
    rules.sheets[0].contests = ['zona', 'ciudad'];
    await write();
    const visitor = await world.visit(admin);
    const { page } = visitor;
    await visitor.open(site, begin);
    await visitor.awake();
    for (const keys of [['Space'], ['Space', 'ArrowDown']]) {
      await press(page, field(1), 'Space');
      await press(page, '[name="ballot.ciudad"]', ...keys);
      assert.match(await page.locator('.castbar__count').innerText(), /Obra de la ciudad: Marcó un proyecto/);
      await press(page, 'button[name=echar]', 'Enter');
      await page.waitForURL(keys.length === 1 ? /votos=1_1/ : /votos=1_1\.1_2/);
      await visitor.awake();
    }
    await press(page, 'input[name=sorteo]:not([type=hidden])', '4', '7', '1', '1', 'Enter');
    await page.waitForURL(/sorteo=4711/);
    assert.match(await visitor.words(), /así salió en el sorteo/);
    await page.locator('details.more summary').first().click();
    await visitor.examine('rehearsal-draw');
    await visitor.leave();

    await author.open(site, `/admin/reglas/${draft}/publicar`);
    await author.page.locator('form[action="/hacer/descartar-reglas"] button[type=submit]').click();
    await author.page.waitForURL(/\/admin\/reglas$/);
    await author.leave();
  });
}
