// What happens before anybody votes: the ceilings are fixed, an idea comes in, is reviewed and goes on the ballot, and the
// administration opens the vote.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.mjs';

const ceilings = (page) => page.locator('.simulator__table > .table-wrap tbody tr').evaluateAll(
  (rows) => rows.map((row) => row.querySelector('td.num').innerText.trim()),
);

export function preparation(world) {
  const title = 'Una biblioteca de semillas para las huertas del barrio';

  test('a base is certified and the pool follows', async () => {
    const admin = await world.visit({ as: 'med-admin', site: 'medellin' });
    const { page } = admin;
    await admin.open('medellin', '/admin/techos');
    await page.locator('a[href="/admin/techos/bolsas/presupuesto-participativo"]').click();
    await page.waitForURL(/\/bolsas\/presupuesto-participativo$/);
    await page.locator('form[action="/hacer/base"] button[type=submit]').click();
    await page.locator('.errors').waitFor();
    await admin.examineOnEveryScreen('pool-base-errors');
    await page.locator('input[name=amount]').fill('$ 5.025.302.964.160');
    await page.locator('input[name=certified_by]').fill('Secretaría de Hacienda');
    await page.locator('input[name=certified_on]').fill('2026-02-01');
    await page.locator('form[action="/hacer/base"] button[type=submit]').click();
    await page.locator('.notice--ok').waitFor();
    assert.match(await admin.words(), /Secretaría de Hacienda/);
    assert.match(await admin.words(), /251\.265\.148\.208/);
    await admin.examineOnEveryScreen('pool-base');
    await admin.leave();
  });

  test('pools without a formula are told to everybody', async () => {
    const admin = await world.visit({ as: 'gdl-admin', site: 'guadalajara' });
    await admin.open('guadalajara', '/admin/techos');
    assert.match(await admin.words(), /Predial recaudado/);
    await admin.examineOnEveryScreen('pool-of-zones');
    await admin.open('guadalajara', '/admin/techos/bolsas/predial');
    await admin.examineOnEveryScreen('pool-of-zones-alone');
    await admin.leave();
    const anybody = await world.visit({ site: 'bosa' });
    await anybody.open('bosa', '/techos/07');
    assert.match(await anybody.words(), /Inversiones ambientales sostenibles/);
    await anybody.examineOnEveryScreen('how-a-ceiling-by-theme-came-about');
    await anybody.open('tepatitlan-de-morelos', '/techos/14093');
    assert.match(await anybody.words(), /Altos Sur/);
    await anybody.examineOnEveryScreen('how-a-ceiling-within-a-region-came-about');
    await anybody.leave();
  });

  test('what the simulator shows is what is saved', async () => {
    const admin = await world.visit({ as: 'med-admin', site: 'medellin' });
    const { page } = admin;
    await admin.open('medellin', '/admin/techos');
    await admin.awake();
    for (const [name, weight] of [['w0', 40], ['w1', 45], ['w2', 15]]) {
      await page.locator(`input[name=${name}]`).fill(String(weight));
    }
    await page.locator('input[name=piso]').fill('2 %');
    // What is out of sight follows once the hand rests.
    const last = page.locator('.simulator table').first().locator('tbody tr').last();
    await eventually(async () => assert.match(await last.innerText(), /En el piso/));
    const shown = await ceilings(page);
    await page.locator('input[name=name]').fill('Con piso del dos por ciento');
    await page.locator('form[action="/hacer/escenario"] button[type=submit]').click();
    await page.waitForURL(/\/admin\/techos\/escenarios\//);
    await admin.examine('scenario');
    assert.deepEqual(await page.locator('table tbody tr').evaluateAll(
      (rows) => rows.map((row) => row.querySelector('td.num').innerText.trim()),
    ), shown);
    await page.locator('button[value=make]').click();
    await page.getByText('/techos/escenario/').waitFor();
    const link = new URL((await page.locator('.notice--ok').innerText()).match(/http\S+escenario\/[0-9a-f]+/)[0]).pathname;
    await page.locator('form[action="/hacer/techos"] input[name=act]').fill('Decreto 12 de 2026');
    await page.locator('form[action="/hacer/techos"] input[name=act_date]').fill('2026-01-31');
    await page.locator('form[action="/hacer/techos"] button[type=submit]').click();
    await page.waitForURL(/\/admin\/techos$/);
    assert.equal(await page.locator('input[name=w0]').inputValue(), '40');
    assert.deepEqual(await ceilings(page), shown);
    await admin.open('medellin', '/admin/techos/comparar');
    await admin.examine('compare-ceilings');
    const anybody = await world.visit({ site: 'medellin' });
    await anybody.open('medellin', link);
    assert.ok((await anybody.words()).includes(shown[0]), 'whoever has the link reads the scenario');
    await anybody.examine('shared-scenario');
    await anybody.open('medellin', '/techos/01');
    assert.match(await anybody.words(), /Decreto 12 de 2026/);
    await anybody.examine('how-a-ceiling-came-about');
    await anybody.leave();
    const total = shown.reduce((sum, ceiling) => sum + Number(ceiling.replace(/\D/g, '')), 0);
    assert.equal(total, 251_265_148_208);
    await admin.open('medellin', '/territorios/01');
    assert.ok((await admin.words()).includes(shown[0]), 'citizens see the ceiling that was saved');
    await admin.leave();
  });

  test('an idea is sent from the own territory', async () => {
    const citizen = await world.visit({ as: 'med-popular', site: 'medellin', width: 360 });
    const { page } = citizen;
    await citizen.open('medellin', '/ideas/nueva');
    await citizen.examine('idea-new');
    await page.locator('input[name=title]').fill(title);
    await page.locator('textarea[name=need]').fill('Las huertas compran semillas caras cada año. Queremos guardarlas, cuidarlas e intercambiarlas entre vecinos.');
    await page.locator('form[action="/hacer/idea"] button.btn--primary').click();
    await page.waitForURL(/\/ideas\/[0-9a-f-]{36}$/);
    assert.match(await citizen.words(), /Por revisar/);
    await citizen.leave();
  });

  test('a reviewer puts one idea on the ballot and turns another down', async () => {
    const reviewer = await world.visit({ as: 'med-reviewer', site: 'medellin' });
    const { page } = reviewer;
    await reviewer.open('medellin', '/revision');
    await reviewer.examine('review-queue');
    const first = await page.locator('.queue__item a').first().getAttribute('href');
    await reviewer.open('medellin', first);
    await page.locator('input[name=verdict][value=not_viable]').check();
    await page.locator('form[action="/hacer/concepto"] button[type=submit]').click();
    await page.locator('[role=alert]').waitFor();
    await reviewer.examine('review-errors');
    await page.locator('textarea[name=reason]').fill('El predio es privado y el municipio no puede invertir en él.');
    await page.locator('form[action="/hacer/concepto"] button[type=submit]').click();
    await page.waitForURL(/\/revision/);

    await reviewer.open('medellin', '/revision?territorio=01');
    await page.getByRole('link', { name: title }).click();
    await reviewer.examine('review-idea');
    const idea = page.url().split('/').pop();
    await page.locator('input[name=verdict][value=viable]').check();
    await page.locator('input[name=cost]').fill('$ 480.000.000');
    await page.locator('[name=department]').fill('Secretaría de Medio Ambiente');
    await page.locator('form[action="/hacer/concepto"] button[type=submit]').click();
    await page.waitForURL(/\/revision/);
    await reviewer.open('medellin', `/ideas/${idea}`);
    const words = await reviewer.words();
    assert.match(words, /480\.000\.000/);
    assert.match(words, /Secretaría de Medio Ambiente/);
    await reviewer.open('medellin', first.replace('/revision/', '/ideas/'));
    assert.match(await reviewer.words(), /El predio es privado/);
    await reviewer.leave();
  });

  test('the administration closes the ideas and opens the vote', async () => {
    const early = await world.visit({ as: 'med-joven', site: 'medellin' });
    await early.open('medellin', '/votar');
    assert.equal(await early.page.locator('.project__check').count(), 0);
    await early.examine('ballot-too-early');
    await early.leave();
    const admin = await world.visit({ as: 'med-admin', site: 'medellin' });
    const { page } = admin;
    // The rules let no phase begin before those that it does not overlap are over.
    const steps = ['insumos close', 'formulacion close', 'socializacion open', 'socializacion close', 'techos open',
      'techos close', 'tarjeton open', 'tarjeton close', 'votacion-virtual open'];
    for (const [phase, how] of steps.map((step) => step.split(' '))) {
      await admin.open('medellin', `/admin/fases/${phase}`);
      await page.locator('textarea[name=reason]').fill('Se adelanta el calendario por decisión del comité');
      await page.locator(`button[name=how][value=${how}]`).click();
      await page.waitForURL(/\/admin\/fases$/);
    }
    await admin.open('medellin', '/admin/techos');
    assert.equal(await page.locator('form[action="/hacer/escenario"]').count(), 0, 'ceilings are fixed once people vote');
    await admin.leave();
  });
}
