// A citizen sends an idea, and supports another's; with and without JavaScript. What is like an idea is shown before it is
// sent.

import assert from 'node:assert/strict';
import { test } from 'node:test';

/** Comes to the form for a new idea as somebody from elsewhere, who chooses the territory first; La Estrella receives ideas. */
async function begin(visitor, person) {
  const { page } = visitor;
  await visitor.signIn('la-estrella', person, '/ideas/nueva');
  await page.getByRole('link', { name: 'Elegir mi territorio' }).click();
  await page.locator('select[name=territory]').selectOption({ index: 1 });
  await page.locator('form[action="/hacer/territorio"] button').click();
}

export function ideas(world) {
  for (const script of [true, false]) {
    test(`an idea is sent and followed ${script ? 'with' : 'without'} JavaScript`, async () => {
      const visitor = await world.visit({ script });
      await begin(visitor, script ? 'med-popular' : 'med-poblado');
      const { page } = visitor;
      await visitor.open('la-estrella', '/ideas/nueva');

      await page.locator('input[name=title]').fill('Corto');
      await page.locator('form[action="/hacer/idea"] button.btn--primary').click();
      await page.locator('[role=alert]').waitFor();
      if (script) await visitor.examine('idea-errors');
      assert.equal(await page.locator('input[name=title]').inputValue(), 'Corto');

      // Both send theirs side by side: neither is like the other.
      const [title, need] = script
        ? ['Una fuente de agua para la escuela', 'Los niños de la escuela traen el agua de la casa porque no hay fuente.']
        : ['Bancas y sombra en el paradero', 'Quienes esperan el bus lo hacen de pie y al sol, sobre todo los mayores.'];
      await page.locator('input[name=title]').fill(title);
      await page.locator('textarea[name=need]').fill(`${need}\n</textarea><b>ni tubería</b>`);
      await page.locator('form[action="/hacer/idea"] button.btn--primary').click();
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

  test('what is like an idea is shown beside it, and once when it is sent', async () => {
    const visitor = await world.visit();
    await begin(visitor, 'med-edil');
    const { page } = visitor;
    // Somebody had the same idea before.
    await visitor.open('la-estrella', '/perfil');
    await page.locator('main a[href^="/territorios/"]').first().click();
    const title = await page.locator('.card__title a').first().innerText();
    await visitor.open('la-estrella', '/ideas/nueva');
    await page.locator('input[name=title]').fill(title);
    await page.locator('input[name=place]').fill('La esquina de la tienda');
    await page.getByRole('button', { name: 'Buscar ideas parecidas' }).click();
    await page.waitForURL(/\/ideas\/nueva#parecidas$/);
    const list = page.locator('#parecidas');
    await list.getByRole('link', { name: title }).first().waitFor();
    await visitor.examineOnEveryScreen('idea-similar');

    // Its page opens beside the form, and nothing that was typed is lost.
    const beside = page.waitForEvent('popup');
    await list.getByRole('link', { name: title }).first().click();
    await (await beside).waitForURL(/\/ideas\/[0-9a-f-]{36}$/);
    await (await beside).close();
    assert.equal(await page.locator('input[name=title]').inputValue(), title);
    assert.equal(await page.locator('input[name=place]').inputValue(), 'La esquina de la tienda');

    // With the Enter key the form is sent. What was sent is not what was looked for, so it comes back once.
    await page.locator('textarea[name=need]').fill('Hace mucha falta en este barrio, y los vecinos ayudamos a cuidarla.');
    await page.locator('input[name=place]').press('Enter');
    await page.getByRole('heading', { name: 'Puede que ya exista' }).waitFor();
    await visitor.examineOnEveryScreen('idea-may-exist');
    await page.getByRole('button', { name: 'Enviar la mía de todos modos' }).click();
    await page.waitForURL(/\/ideas\/[0-9a-f-]{36}$/);
    assert.equal(await page.locator('h1').innerText(), title);
    await visitor.leave();
  });
}
