// A citizen sends an idea, and supports another's; with and without JavaScript.

import assert from 'node:assert/strict';
import { test } from 'node:test';

export function ideas(world) {
  for (const script of [true, false]) {
    test(`an idea is sent and followed ${script ? 'with' : 'without'} JavaScript`, async () => {
      // Whoever comes from elsewhere chooses the territory first; La Estrella receives ideas.
      const visitor = await world.visit({ script });
      const person = script ? 'med-popular' : 'med-poblado';
      await visitor.signIn('la-estrella', person, '/ideas/nueva');
      const { page } = visitor;
      await page.getByRole('link', { name: 'Elegir mi territorio' }).click();
      await page.locator('select[name=territory]').selectOption({ index: 1 });
      await page.locator('form[action="/hacer/territorio"] button').click();
      await visitor.open('la-estrella', '/ideas/nueva');

      await page.locator('input[name=title]').fill('Corto');
      await page.locator('form[action="/hacer/idea"] button[type=submit]').click();
      await page.locator('[role=alert]').waitFor();
      if (script) await visitor.examine('idea-errors');
      assert.equal(await page.locator('input[name=title]').inputValue(), 'Corto');

      const title = `Una fuente de agua para la escuela ${script ? 'norte' : 'sur'}`;
      await page.locator('input[name=title]').fill(title);
      await page.locator('textarea[name=need]').fill('Los niños de la escuela traen el agua de la casa porque no hay fuente.\n</textarea><b>ni tubería</b>');
      await page.locator('form[action="/hacer/idea"] button[type=submit]').click();
      await page.waitForURL(/\/ideas\/[0-9a-f-]{36}$/);
      assert.equal(await page.locator('h1').innerText(), title);
      assert.match(await visitor.words(), /<\/textarea><b>ni tubería<\/b>/);
      if (script) await visitor.examine('idea');
      await visitor.open('la-estrella', '/mi-participacion');
      assert.match(await visitor.words(), new RegExp(title));
      await visitor.leave();
    });

    test(`an idea is supported and that taken back ${script ? 'with' : 'without'} JavaScript`, async () => {
      // Kennedy receives ideas, and its rules let whoever has an account support them; each of the two another one.
      const visitor = await world.visit({ as: script ? 'bosa-citizen' : 'med-prado', site: 'kennedy', script });
      const { page } = visitor;
      await visitor.open('kennedy', '/territorios/08?orden=apoyos');
      const card = page.locator('.card').nth(script ? 0 : 8);
      assert.match(await card.innerText(), /\d+ apoyos a la idea/);
      if (script) await visitor.examineOnEveryScreen('territory-by-supports');
      await card.locator('a').click();
      await page.locator('#supports').waitFor();
      const count = async () => Number(/(\d+) personas la apoyan/.exec(await visitor.words())[1]);
      const before = await count();
      const button = page.locator('form[action="/hacer/apoyar"] button');
      assert.equal(await button.innerText(), 'Apoyar');
      await button.click();
      await page.locator('.notice--ok').waitFor();
      assert.equal(await count(), before + 1);
      assert.equal(await button.innerText(), 'Retirar mi apoyo');
      if (script) await visitor.examineOnEveryScreen('idea-supported');
      await button.click();
      await page.getByText('Retiró su apoyo a esta idea.').waitFor();
      assert.equal(await count(), before);
      await visitor.leave();
    });
  }
}
