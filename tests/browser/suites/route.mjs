// The calendar: the administration moves the vote of one territory, and whoever asks sees it, with its reason.

import assert from 'node:assert/strict';
import { test } from 'node:test';

const reason = 'La creciente dañó la vía y no se puede llegar a los puntos';
const territory = '80';

/** A day and an hour as the field holds it, some days later. */
function later(typed, days) {
  const at = new Date(`${typed}:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 16);
}

/** Moves a phase in the territory by some days and comes to the page after it. */
async function move(admin, phase, { opens, closes }) {
  const { page } = admin;
  await admin.open('medellin', `/admin/fases/${phase}?territorio=${territory}`);
  for (const [name, days] of [['opens', opens], ['closes', closes]]) {
    const field = page.locator(`input[name=${name}]`);
    await field.fill(later(await field.inputValue(), days));
  }
  await page.locator('textarea[name=reason]').fill(reason);
  await page.locator('button[name=how][value=dates]').click();
  await page.waitForLoadState();
}

export function route(world) {
  test('a territory votes on another day, and citizens see when and why', async () => {
    const admin = await world.visit({ as: 'med-admin', site: 'medellin' });
    // The results would be published while people still vote: the page says which dates stand against it.
    await move(admin, 'votacion-presencial', { opens: 1, closes: 1 });
    assert.match(await admin.page.locator('[role=alert]').innerText(), /80 .*Resultados/s);
    await admin.examine('phase-faults');
    await move(admin, 'resultados', { opens: 1, closes: 0 });
    await move(admin, 'votacion-presencial', { opens: 1, closes: 1 });
    assert.match(await admin.words(), /80 San Antonio de Prado/);
    await admin.examine('phases-differing');
    await admin.open('medellin', `/admin/fases/votacion-presencial?territorio=${territory}`);
    await admin.examine('phase-of-territory');

    for (const script of [true, false]) {
      const anybody = await world.visit({ script });
      await anybody.open('medellin', `/territorios/${territory}`);
      const there = await anybody.words();
      assert.match(there, /Fechas propias/);
      assert.ok(there.includes(reason), 'the reason stands beside the dates');
      await anybody.open('medellin', '/territorios/01');
      assert.doesNotMatch(await anybody.words(), /Fechas propias/);
      await anybody.open('medellin', '/');
      assert.match(await anybody.words(), /Un territorio tiene fechas propias/);
      await anybody.page.getByRole('link', { name: 'Ver cuáles y por qué' }).click();
      await anybody.page.waitForURL(/\/calendario#diferentes$/);
      assert.ok((await anybody.words()).includes(reason));
      await anybody.leave();
    }
    const subscriber = await world.visit({});
    await subscriber.open('medellin', '/calendario');
    await subscriber.examineOnEveryScreen('calendar-differing');
    await subscriber.open('medellin', `/territorios/${territory}`);
    await subscriber.examineOnEveryScreen('territory-differing');
    assert.match(await subscriber.page.locator('a[href^="webcal:"]').getAttribute('href'), /^webcal:\/\/medellin\.localhost.*\/territorios\/80\/calendario\.ics$/);
    const [here, elsewhere] = await subscriber.page.evaluate(async (codes) => Promise.all(codes.map(async (code) => {
      const answer = await fetch(`/territorios/${code}/calendario.ics`);
      return (await answer.text()).replaceAll('\r\n ', '').match(/UID:votacion-presencial[^]*?DTSTART:(\w+)/)[1];
    })), [territory, '01']);
    assert.notEqual(here, elsewhere, 'who subscribes to the territory gets its own day');
    await subscriber.leave();

    // Back to the day of all others: it differs no more, and what happened stays on record.
    await move(admin, 'votacion-presencial', { opens: -1, closes: -1 });
    await move(admin, 'resultados', { opens: -1, closes: 0 });
    assert.match(await admin.words(), /Ningún territorio tiene otras fechas/);
    await admin.open('medellin', '/admin/auditoria');
    assert.ok((await admin.words()).includes(reason));
    await admin.leave();
    const reader = await world.visit({});
    await reader.open('medellin', '/calendario');
    assert.ok((await reader.words()).includes(reason));
    await reader.leave();
  });

  test('whoever asks learns whether they can take part, and what helps', async () => {
    const child = await world.visit({ as: 'med-menor', site: 'medellin', width: 360 });
    await child.open('medellin', '/');
    await child.page.getByRole('link', { name: '¿Puedo participar?' }).first().click();
    await child.page.waitForURL(/\/participar$/);
    assert.match(await child.words(), /No cumple/);
    assert.match(await child.words(), /14 años/);
    await child.examine('participate-child');
    await child.leave();
    const stranger = await world.visit({ as: 'med-sin-territorio', site: 'medellin', script: false });
    await stranger.open('medellin', '/participar');
    await stranger.page.getByRole('link', { name: 'Elegir mi territorio' }).first().click();
    await stranger.page.waitForURL(/\/perfil\?volver=\/participar$/);
    await stranger.leave();
  });
}
