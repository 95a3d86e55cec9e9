// The administration's pages: the simulator of the ceilings, and what is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.mjs';

/** The amounts of the table, row by row, as the page shows them. */
const amounts = (page) => page.locator('.simulator__table > .table-wrap tbody tr').evaluateAll(
  (rows) => rows.map((row) => [...row.querySelectorAll('td.num')].map((cell) => cell.innerText.trim())),
);

export function administration(world) {
  test('the simulator recomputes as the sliders move, as the server does', async () => {
    const live = await world.visit({ as: 'med-admin', site: 'medellin' });
    await live.open('medellin', '/admin/techos');
    await live.awake();
    const { page } = live;
    for (const weights of [[0, 100, 0], [100, 0, 0], [33, 21, 46]]) {
      for (const [place, name] of ['w0', 'w1', 'w2'].entries()) {
        await page.locator(`input[name=${name}]`).fill(String(weights[place]));
      }
      const plain = await world.visit({ as: 'med-admin', site: 'medellin', script: false });
      const asked = await page.evaluate(() => {
        const typed = new FormData(document.querySelector('input[name=w0]').form);
        typed.delete('csrf');
        return new URLSearchParams(typed).toString();
      });
      await plain.open('medellin', `/admin/techos?${asked}`);
      const onServer = await amounts(plain.page);
      assert.equal(onServer.length, 21);
      // What is out of sight follows once the hand rests.
      await eventually(async () => assert.deepEqual(await amounts(page), onServer, weights.join('/')));
      const total = onServer.reduce((sum, [ceiling]) => sum + Number(ceiling.replace(/\D/g, '')), 0);
      assert.equal(total, 251_265_148_208, 'the ceilings add up to the pool, to the peso');
      await plain.leave();
    }
    await live.examine('simulator');
    // All weights at zero share nothing out: it says so instead of showing figures that mean nothing.
    for (const name of ['w0', 'w1', 'w2']) await page.locator(`input[name=${name}]`).fill('0');
    await live.examine('simulator-zero');
    await live.leave();
  });

  test('the keyboard moves the sliders', async () => {
    const visitor = await world.visit({ as: 'med-admin', site: 'medellin', width: 360 });
    await visitor.open('medellin', '/admin/techos');
    await visitor.awake();
    const slider = visitor.page.locator('input[name=w0]');
    const before = Number(await slider.inputValue());
    await slider.focus();
    await visitor.page.keyboard.press('ArrowRight');
    assert.equal(Number(await slider.inputValue()), before + 1);
    await visitor.leave();
  });

  test('another pool is shared out where voting has not opened', async () => {
    const visitor = await world.visit({ as: 'env-admin', site: 'envigado' });
    await visitor.open('envigado', '/admin/techos');
    const { page } = visitor;
    await page.locator('input[name=pool]').fill('$ 21.000.000.001');
    await page.locator('textarea[name=pool_reason]').fill('Adición aprobada por el concejo');
    await page.locator('form[action="/hacer/bolsa"] button[type=submit]').click();
    await page.getByText('21.000.000.001').first().waitFor();
    await visitor.examine('pool-saved');
    await visitor.open('envigado', '/admin/auditoria');
    assert.match(await visitor.words(), /Adición aprobada por el concejo/);
    await visitor.leave();
  });

  test('a phase cannot be changed without a reason', async () => {
    // In a session of its own: what a form has to say waits in the session for the next page.
    const visitor = await world.visit({ width: 360 });
    await visitor.signIn('envigado', 'env-admin', '/admin/fases/tarjeton');
    await visitor.page.locator('button[name=how][value=dates]').click();
    await visitor.page.locator('[role=alert]').waitFor();
    await visitor.examine('phase-errors');
    await visitor.leave();
  });
}
