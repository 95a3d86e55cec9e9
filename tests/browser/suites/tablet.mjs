// Voting on a tablet: a desk gives a code, which opens one ballot once; the receipt is shown once, and nothing stays behind.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../support/chromium.mjs';
import { eventually } from '../support/eventually.mjs';
import { fill, submit } from '../support/forms.mjs';
import { press, to } from '../support/keyboard.mjs';
import { Visitors } from '../support/visitor.mjs';

const site = 'itagui';
const box = '.project:not(.project--blank) .project__check';
const RECEIPT = /[0-9A-F]{4}(-[0-9A-F]{4}){4}/;

/** Whoever runs the desk, before it. */
async function officer(world, how = {}) {
  const visitor = await world.visit({ as: 'ita-officer', site, ...how });
  await visitor.open(site, '/mesa');
  await visitor.page.locator('.card__title a').first().click();
  await visitor.page.waitForURL(/\/mesa\/[0-9a-f-]{36}$/);
  return visitor;
}

/** Finds somebody and gives them a code. */
async function give(visitor, number) {
  const { page } = visitor;
  const person = { kind: 'cc', number, born: '1980-02-29', lives: '05360' };
  await submit(page.locator('form[action="/hacer/buscar-persona"]'), person);
  await page.locator('button[formaction="/hacer/codigo-de-tableta"]').click();
  return page.locator('.receipt__code--big').innerText();
}

/** Types a code. */
async function type(visitor, code) {
  await visitor.open(site, '/tableta');
  await to(visitor.page, '#code');
  await visitor.page.keyboard.type(code);
  await visitor.page.keyboard.press('Enter');
}

/** Votes by the keyboard, as far as casting; says what was chosen. */
async function mark(visitor, code, script) {
  const { page } = visitor;
  await type(visitor, code);
  await page.waitForURL(/\/tableta\/tarjeton$/);
  if (script) await visitor.awake();
  await press(page, box, 'Space');
  if (script) assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), [], 'a tablet keeps marks');
  await press(page, '.castbar button[type=submit]', 'Enter');
  await page.waitForURL(/\/tableta\/revisar$/);
  return page.locator('.review strong').first().innerText();
}

const cast = (page) => press(page, 'form[action="/hacer/tableta-voto"] button[type=submit]', 'Enter');

/** Comes to the receipt, and says its code. */
async function receipt(visitor, chosen) {
  await visitor.page.waitForURL(/\/tableta\/listo$/);
  const words = await visitor.words();
  assert.match(words, /Su voto quedó en la urna/);
  assert.ok(!words.includes(chosen), 'the receipt says for what');
  return words.match(RECEIPT)[0];
}

/** Nothing of a vote is left, wherever the next person looks. */
async function nothingLeft(visitor, ...secrets) {
  const { page } = visitor;
  const quiet = async (where) => {
    const words = await visitor.words();
    for (const secret of secrets) assert.ok(!words.includes(secret), `${where} shows ${secret}`);
  };
  for (let steps = 1; steps <= 4; steps += 1) {
    // As the button of the browser does it: a page that was kept is not asked for again.
    await page.evaluate(() => window.history.back());
    await page.waitForTimeout(300);
    await page.waitForFunction(() => document.readyState === 'complete');
    await quiet(`${steps} back, at ${page.url()},`);
  }
  for (const path of ['/tableta/listo', '/tableta/revisar', '/tableta/tarjeton']) {
    await visitor.open(site, path);
    assert.match(new URL(page.url()).pathname, /^\/tableta$/, path);
    await quiet(path);
  }
}

export function tablet(world) {
  let browser;
  let visitors;

  before(async () => {
    browser = await launch({ keepsPages: true });
    visitors = new Visitors(browser, world.product);
  });
  after(() => browser?.close());

  test('a desk opens and gives a code, which it shows once', async () => {
    const visitor = await officer(world, { script: false });
    const { page } = visitor;
    await submit(page.locator('form[action="/hacer/comenzar-turno"]'), { officers: 'Paula Andrea Rendón\nPedro Díaz' });
    const opening = page.locator('form:has(input[name=act][value=opening])');
    await opening.locator('#box_empty').check();
    await submit(opening, { papers: '20' });
    const code = await give(visitor, '1999000930');
    assert.match(code, /^[0-9A-F]{4}(-[0-9A-F]{4}){2}$/);
    await page.reload();
    assert.ok(!(await visitor.words()).includes(code), 'the code is shown twice');
    await page.locator('form[action="/hacer/cancelar-codigo"] button').click();
    assert.match(await visitor.words(), /El código 1 quedó cancelado/);
    await visitor.leave();
  });

  test('a code that does not work says so, and what is missing on the ballot comes back', async () => {
    const desk = await officer(world);
    const code = await give(desk, '1999000931');
    await desk.examineOnEveryScreen('desk-code');
    await desk.leave();
    const visitor = await world.visit({});
    const { page } = visitor;
    await type(visitor, '0123-4567-89AB');
    await page.locator('.errors[role=alert]').waitFor();
    await visitor.examineOnEveryScreen('tablet-code-wrong');
    await type(visitor, code);
    await page.waitForURL(/\/tableta\/tarjeton$/);
    await visitor.awake();
    await visitor.examineOnEveryScreen('tablet-ballot');
    await press(page, '.castbar button[type=submit]', 'Enter');
    await page.locator('.errors[role=alert]').waitFor();
    await visitor.awake();
    await visitor.examine('tablet-ballot-empty');
    await page.locator('form[action="/hacer/tableta-salir"] button').click();
    await page.waitForURL(/\/tableta$/);
    await type(visitor, code);
    await page.locator('.errors[role=alert]').waitFor();
    await visitor.leave();
  });

  for (const [script, number, how] of [[true, '1999000932', {}], [false, '1999000933', { width: 360, scheme: 'dark' }]]) {
    test(`somebody votes on it by the keyboard ${script ? 'with' : 'without'} JavaScript, and nothing stays there`, async () => {
      const desk = await officer(world, { script });
      const code = await give(desk, number);
      await desk.leave();
      const visitor = await visitors.visit({ script, ...how });
      const { page } = visitor;
      const chosen = await mark(visitor, code, script);
      if (script) await visitor.examineOnEveryScreen('tablet-review');
      await cast(page);
      const proof = await receipt(visitor, chosen);
      if (script) await visitor.examineOnEveryScreen('tablet-done');
      await press(page, '.receipt a[href="/tableta"]', 'Enter');
      await page.waitForURL(/\/tableta$/);
      await nothingLeft(visitor, proof, chosen, code);
      await type(visitor, code);
      await page.locator('.errors[role=alert]').waitFor();
      assert.match(await visitor.words(), /Ese código no sirve/);
      await visitor.leave();
    });
  }

  for (const [again, number] of [['goes back', '1999000934'], ['sends the page again', '1999000935']]) {
    test(`whoever ${again} because no answer came gets the receipt all the same`, async () => {
      const desk = await officer(world);
      const code = await give(desk, number);
      await desk.leave();
      const visitor = await world.visit({});
      const { page } = visitor;
      const chosen = await mark(visitor, code, true);
      await visitor.loseAnswer(site, '/hacer/tableta-voto');
      await cast(page);
      await eventually(async () => assert.match(page.url(), /^chrome-error:/));
      if (again === 'goes back') {
        await page.goBack();
        await page.waitForURL(/\/tableta\/revisar$/);
        const words = await visitor.words();
        assert.match(words, /La respuesta no alcanzó a llegar a esta tableta/);
        assert.ok(!words.includes(chosen) && !RECEIPT.test(words), 'whoever passes by reads how somebody voted');
        await visitor.examineOnEveryScreen('tablet-unheard');
        await cast(page);
      } else {
        await page.reload();
      }
      const proof = await receipt(visitor, chosen);
      await press(page, '.receipt a[href="/tableta"]', 'Enter');
      await page.waitForURL(/\/tableta$/);
      await nothingLeft(visitor, proof, chosen, code);
      await visitor.leave();
    });
  }

  test('the desk counts each of them once', async () => {
    const visitor = await officer(world);
    const { page } = visitor;
    await submit(page.locator('form[action="/hacer/buscar-persona"]'), { kind: 'cc', number: '1999000934' });
    assert.match(await visitor.words(), /No puede votar aquí/);
    const closing = page.locator('form:has(input[name=act][value=closing])');
    await fill(closing, { voters: '4', in_box: '0', envelopes: '0', spoilt: '0', unused: '20' });
    await closing.locator('button[type=submit]').click();
    assert.match(await visitor.words(), /La mesa quedó cerrada/);
    await visitor.examineOnEveryScreen('desk-closed-with-tablet');
    await visitor.leave();
  });
}
