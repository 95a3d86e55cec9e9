// A citizen votes; with and without JavaScript.

import assert from 'node:assert/strict';
import { test } from 'node:test';

const boxes = '.project:not(.project--blank) .project__check';

export function vote(world) {
  test('the ballot counts what is marked and says no to one too many', async () => {
    for (const screen of [{ width: 1280, scheme: 'light' }, { width: 360, scheme: 'dark' }]) {
      // Bosa's ballot takes ten.
      const visitor = await world.visit({ as: 'bosa-citizen', site: 'bosa', ...screen });
      await visitor.open('bosa', '/votar');
      await visitor.awake();
      const { page } = visitor;
      const said = page.locator('.castbar__count');
      const limit = Number((await said.innerText()).match(/(\d+)\D*$/)[1]);
      for (let place = 0; place < limit; place += 1) await page.locator(boxes).nth(place).check();
      assert.match(await said.innerText(), /\b0\b/);
      await page.locator(boxes).nth(limit).click();
      assert.equal(await page.locator(`${boxes}:checked`).count(), limit);
      assert.match(await said.innerText(), /quite uno/);
      await visitor.examine('ballot-full');
      await page.locator(boxes).nth(0).uncheck();
      assert.match(await said.innerText(), /\b1\b/);
      await visitor.leave();
    }
  });

  for (const [script, person, site] of [[true, 'med-popular', 'medellin'], [false, 'med-poblado', 'medellin']]) {
    test(`a vote is cast once ${script ? 'with' : 'without'} JavaScript`, async () => {
      const visitor = await world.visit({ as: person, site, script, fresh: false });
      const { page } = visitor;
      await visitor.open(site, '/votar');
      if (script) await visitor.awake();
      await page.locator(boxes).nth(1).check();
      await page.locator('.castbar button[type=submit]').click();
      await page.waitForURL(/\/votar\/revisar$/);
      if (script) await visitor.examine('vote-review');
      const chosen = await page.locator('.review strong').first().innerText();

      // Changing one's mind keeps what was marked.
      await page.locator('a[href="/votar"]').last().click();
      assert.equal(await page.locator(`${boxes}:checked`).count(), 1);
      await page.locator('.castbar button[type=submit]').click();
      await page.waitForURL(/\/votar\/revisar$/);
      await page.locator('form[action="/hacer/voto"] button[type=submit]').click();
      await page.waitForURL(/\/votar\/listo$/);
      const receipt = await visitor.words();
      assert.ok(!receipt.includes(chosen), 'the receipt says for what');
      assert.match(receipt, /[0-9A-F]{4}(-[0-9A-F]{4}){4}/, 'the code of the receipt is shown');
      if (script) await visitor.examineOnEveryScreen('vote-done');
      const [code] = receipt.match(/[0-9A-F]{4}(-[0-9A-F]{4}){4}/);
      await page.locator('.receipt a[href="/votar/constancia"]').click();
      await page.waitForURL(/\/votar\/constancia$/);
      assert.ok(!(await visitor.words()).includes(code), 'the certificate leads to the vote');
      if (script) await visitor.examineOnEveryScreen('vote-certificate');

      await page.goBack();
      await visitor.open(site, '/votar');
      assert.match(await visitor.words(), /ya votó/);
      assert.equal(await page.locator(boxes).count(), 0);
      await visitor.leave();
    });
  }

  test('who may not vote yet is told why', async () => {
    const visitor = await world.visit({ as: 'med-menor', site: 'medellin' });
    await visitor.open('medellin', '/votar');
    assert.match(await visitor.words(), /14 años y usted tiene 13/);
    await visitor.leave();
  });
}
