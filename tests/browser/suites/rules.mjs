// The rules: the whole set-up from a preset, with one mistake made and mended, and an act on a running process.

import assert from 'node:assert/strict';
import { test } from 'node:test';

const next = async (page) => {
  await page.locator('form[action="/hacer/paso-de-reglas"] button[value=next]').click();
  await page.waitForLoadState();
};

export function rules(world) {
  test('rules go from a preset to a published version, with a mistake mended on the way', async () => {
    const admin = await world.visit({ site: 'envigado' });
    const { page } = admin;
    await admin.signIn('envigado', 'env-admin', '/admin/reglas');
    await admin.examine('rules-versions');
    await page.locator('select[name=source]').selectOption('preset:envigado');
    await page.locator('form[action="/hacer/borrador-de-reglas"] button').click();
    await page.waitForURL(/\/participantes$/);
    await admin.examine('rules-who');
    await page.locator('[name="values[eligibility.1.condition.of.0.at_least]"]').fill('dieciséis');
    await next(page);
    await page.locator('.errors').waitFor();
    assert.match(await admin.words(), /escriba un número entero/);
    await admin.examine('rules-who-wrong');
    await page.locator('[name="values[eligibility.1.condition.of.0.at_least]"]').fill('16');
    await next(page);
    await page.waitForURL(/\/fases$/);
    // A phase that opens before the one that precedes it: the whole document is checked at every step.
    const opens = page.locator('[name="values[phases.3.typical.opens]"]');
    const before = await opens.inputValue();
    await opens.fill('2001-02-01');
    await page.locator('form[action="/hacer/paso-de-reglas"] button[value=stay]').click();
    await page.locator('#problemas').waitFor();
    await admin.examine('rules-phases-wrong');
    await page.locator('#problemas a').first().click();
    await page.locator('[name="values[phases.3.typical.opens]"]').fill(before);
    await next(page);
    await page.waitForURL(/\/dinero$/);
    assert.equal(await page.locator('#problemas').count(), 0);
    await page.locator('[name="values[pools.0.base.amount]"]').fill('$ 20.000.000.000');
    await next(page);
    await page.waitForURL(/\/votacion$/);
    await admin.examine('rules-vote');
    await next(page);
    await page.waitForURL(/\/instancias$/);
    await next(page);
    await page.waitForURL(/\/archivo$/);
    await admin.examine('rules-file');
    await admin.open('envigado', new URL(page.url()).pathname.replace('archivo', 'publicar'));
    await admin.examine('rules-publish');
    await page.locator('input[name=act]').fill('Decreto 12 de 2026');
    await page.locator('form[action="/hacer/publicar-reglas"] button').click();
    await page.waitForURL(/\/reglas\/[0-9a-f-]{36}$/);
    assert.match(await admin.words(), /Tener 16 años o más/);
    await admin.open('envigado', '/reglas');
    assert.match(await admin.words(), /Decreto 12 de 2026/);
    await admin.examine('rules-public');
    await admin.leave();
  });

  test('an act changes the rules of a running process, and everybody sees it', async () => {
    const admin = await world.visit({ site: 'envigado', width: 360 });
    const { page } = admin;
    await admin.signIn('envigado', 'env-admin', '/admin/reglas');
    await page.locator('select[name=source]').selectOption('in_force');
    await page.locator('form[action="/hacer/borrador-de-reglas"] button').click();
    await page.waitForURL(/\/participantes$/);
    const draft = page.url().split('/').at(-2);
    await page.locator('[name="values[eligibility.1.condition.of.0.at_least]"]').fill('15');
    await next(page);
    await admin.open('envigado', `/admin/reglas/acto?borrador=${draft}`);
    await page.locator('input[name=act]').fill('Decreto 901 de 2026');
    await page.locator('textarea[name=reason]').fill('La emergencia no deja reunirse en las zonas');
    await admin.examine('rules-act');
    await page.locator('form[action="/hacer/acto-transitorio"] button').click();
    await page.waitForURL(/\/reglas#actos$/);
    assert.match(await admin.words(), /Decreto 901 de 2026/);
    await admin.examine('rules-acts');
    await admin.open('envigado', '/');
    assert.match(await admin.words(), /Un acto transitorio cambió las reglas/);
    await admin.leave();
  });
}
