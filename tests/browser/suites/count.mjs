// The end of the process: voting is closed, the votes are counted, everybody can read and check the result.

import assert from 'node:assert/strict';
import { test } from 'node:test';

export function count(world) {
  test('voting is closed and counted, and the result can be read everywhere', async () => {
    const admin = await world.visit({ as: 'gdl-admin', site: 'guadalajara' });
    const { page } = admin;
    // Who counts may do so from the phase of the results on, and the ceilings come before it.
    for (const step of ['votacion close', 'techos open', 'techos close', 'resultados open']) {
      const [phase, how] = step.split(' ');
      await admin.open('guadalajara', `/admin/fases/${phase}`);
      await page.locator('textarea[name=reason]').fill('Terminó la jornada de votación');
      await page.locator(`button[name=how][value=${how}]`).click();
      await page.waitForURL(/\/admin\/fases$/);
    }
    await admin.open('guadalajara', '/admin/resultados');
    await admin.examine('count-ready');
    await page.locator('form[action="/hacer/sellar"] button').click();
    await page.locator('form[action="/hacer/contar"]').waitFor();
    await admin.examine('count-sealed');
    await page.locator('form[action="/hacer/contar"] button').click();
    await page.waitForLoadState();
    await admin.open('guadalajara', '/admin/resultados');
    assert.equal(await page.locator('form[action="/hacer/contar"]').count(), 0);
    await admin.examineOnEveryScreen('count-draft');
    await admin.leave();

    // Somebody else looks at the draft and approves it.
    const second = await world.visit({ as: 'gdl-second', site: 'guadalajara' });
    await second.open('guadalajara', '/admin/resultados');
    await second.examineOnEveryScreen('count-approval');
    await second.page.locator('#drafts ~ tbody a, table:has(#drafts) tbody a').first().click();
    await second.page.waitForURL(/conteo=1/);
    await second.examineOnEveryScreen('result-draft');
    await second.open('guadalajara', '/admin/resultados');
    await second.page.locator('form[action="/hacer/decidir-conteo"]:has(input[value=approve]) button').click();
    await second.page.waitForURL(/\/resultados$/);
    await second.open('guadalajara', '/admin/resultados');
    await second.examineOnEveryScreen('count-approved');
    await second.leave();

    const reader = await world.visit({});
    await reader.open('guadalajara', '/resultados');
    const process = await reader.page.locator('a[href^="/procesos/"]').evaluateAll((links) => links.map((link) => new URL(link.href).pathname).find((path) => path.split('/').length === 4));
    assert.ok(process, 'the summary leads to each territory');
    for (const [name, path] of [['results-counted', '/resultados'], ['result', process], ['process', process.split('/').slice(0, 3).join('/')], ['urn', `${process}/urna`], ['result-by-other-rules', `${process}/otras-reglas`], ['process-by-other-rules', `${process.split('/').slice(0, 3).join('/')}/otras-reglas`]]) {
      await reader.open('guadalajara', path);
      await reader.examineOnEveryScreen(name);
    }
    await reader.leave();
    const checker = await world.visit({});
    await checker.open('guadalajara', process);
    await checker.open('guadalajara', `${process}/urna`);
    const first = await checker.page.locator('#slips ~ tbody th code, table:has(#slips) tbody th code').first().innerText();
    await checker.page.locator('input[name=codigo]').fill(first.slice(0, 4));
    await checker.page.locator('main form[role=search] button').click();
    await checker.page.waitForURL(/codigo=/);
    assert.ok((await checker.words()).includes(first), 'a vote is found by how its code begins');
    const files = await checker.page.evaluate(async (paths) => Promise.all(paths.map(async (path) => {
      const answer = await fetch(path);
      return [answer.status, (await answer.text()).length > 300];
    })), ['resultado.csv', 'votos.pb', 'papeletas.csv', 'acta.pdf', 'acta.json', 'acta.firma'].map((file) => `${process}/${file}`));
    assert.deepEqual(files, Array(6).fill([200, true]));
    await checker.page.emulateMedia({ media: 'print' });
    await checker.examine('result-printed');
    await checker.leave();
  });
}
