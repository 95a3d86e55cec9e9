// The metropolitan area's observatory and the operator's page.

import assert from 'node:assert/strict';
import { test } from 'node:test';

export function observatory(world) {
  test('the ten municipalities stand side by side and can be sorted', async () => {
    const visitor = await world.visit({});
    await visitor.open('amva', '/');
    const { page } = visitor;
    const names = () => page.locator('table').first().locator('tbody tr th').allInnerTexts();
    const before = await names();
    assert.ok(before.filter((name) => name.trim() !== '').length >= 10, before.join(', '));
    const links = page.locator('table').first().locator('thead a');
    assert.ok(await links.count() >= 5);
    await links.nth(1).click();
    await page.waitForURL(/orden=/);
    assert.equal(await page.locator('[aria-sort=ascending], [aria-sort=descending]').count(), 1);
    const sorted = await names();
    assert.deepEqual([...sorted].sort(), [...before].sort());
    await visitor.examine('observatory-by-column');
    await visitor.leave();
  });

  test('a long list of members can be searched', async () => {
    const visitor = await world.visit({ width: 360 });
    await visitor.open('jalisco', '/?q=zapopan');
    assert.match(await visitor.words(), /Zapopan/);
    await visitor.examine('observatory-search');
    await visitor.leave();
  });

  test('nine hundred projects can be searched and paged', async () => {
    const visitor = await world.visit({ script: false });
    await visitor.open('bello', '/territorios/05088');
    const { page } = visitor;
    const first = await page.locator('main h3').allInnerTexts();
    await page.locator('a[rel=next]').first().click();
    const second = await page.locator('main h3').allInnerTexts();
    assert.notDeepEqual(first, second);
    await page.locator('input[type=search]').fill('cancha');
    await page.locator('form[role=search] button').first().click();
    assert.match(await visitor.words(), /cancha/i);
    await visitor.leave();
  });

  test('an operator suspends a site and puts it back online', async () => {
    const operator = await world.visit({ as: 'operator', site: '' });
    const { page } = operator;
    for (const [reason, status] of [['Falta el convenio con la localidad', 503], ['El convenio está firmado', 200]]) {
      await operator.open('', '/operacion/usme');
      await page.locator('textarea[name=reason]').fill(reason);
      await page.locator('form[action="/hacer/estado-de-sitio"] button').click();
      await page.waitForURL(/\/operacion/);
      // The directory of sites is read every other second.
      const citizen = await world.visit({ script: false });
      let found;
      for (let time = 0; time < 60 && found !== status; time += 1) {
        found = (await citizen.page.goto(world.product.at('usme', '/'))).status();
        await page.waitForTimeout(250);
      }
      assert.equal(found, status);
      await citizen.context.close();
    }
    await operator.leave();
  });
}
