// A session of a body from the roll call to its sealed minutes, with the quorum lost in the middle.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** The address of today's session of a body, as the directory links it. */
async function today(visitor) {
  await visitor.open('medellin', '/instancias');
  return visitor.page.locator('#coming + ul a').first().getAttribute('href');
}

export function sessions(world) {
  test('everybody reads who sits where, what comes and what was decided', async () => {
    const anybody = await world.visit({ site: 'medellin' });
    await anybody.open('medellin', '/instancias');
    const words = await anybody.words();
    assert.match(words, /Enlaces institucionales/);
    assert.match(words, /enlace\.planeacion@ejemplo\.invalid/);
    await anybody.examineOnEveryScreen('bodies');
    await anybody.page.locator('#territories + .table-wrap a').last().click();
    await anybody.examineOnEveryScreen('body');
    await anybody.open('medellin', '/instancias');
    await anybody.page.locator('#minutes + ul a').first().click();
    assert.match(await anybody.words(), /El sello está intacto/);
    await anybody.examineOnEveryScreen('minutes');
    const arriving = anybody.page.waitForEvent('download');
    const link = anybody.page.locator('.downloads a[href$=".pdf"]');
    await link.click();
    assert.equal(readFileSync(await (await arriving).path()).subarray(0, 5).toString(), '%PDF-');
    const kind = await anybody.page.evaluate(async (path) => (await fetch(path)).headers.get('content-type'), await link.getAttribute('href'));
    assert.equal(kind, 'application/pdf');
    await anybody.leave();
  });

  test('what a body decided is read on the project that it decided on', async () => {
    const anybody = await world.visit({ site: 'medellin' });
    await anybody.open('medellin', '/territorios/01?estado=viable');
    const ideas = await anybody.page.locator('.card__title a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    let decided = 0;
    for (const idea of ideas) {
      await anybody.open('medellin', idea);
      if (/Lo que decidieron las instancias/.test(await anybody.words())) {
        decided += 1;
        await anybody.examine('decided');
      }
    }
    assert.equal(decided, 1);
    await anybody.leave();
  });

  test('a session loses its quorum in the middle, and goes on when it is back', async () => {
    const secretary = await world.visit({ as: 'med-admin', site: 'medellin', script: false });
    const member = await world.visit({ as: 'med-popular', site: 'medellin', width: 360 });
    const { page } = secretary;
    const session = await today(secretary);
    const lead = async () => secretary.open('medellin', `${session}/dirigir`);
    const press = async (act, fill = async () => {}) => {
      await lead();
      const form = page.locator(`form:has(input[name=act][value=${act}])`).first();
      // What is folded away is opened first.
      const folded = page.locator(`details.more:not([open]):has(input[name=act][value=${act}]) > summary`);
      if (await folded.count() > 0) await folded.first().click();
      await fill(form);
      await form.locator('button[type=submit]').click();
      await page.waitForURL(/dirigir|acta/);
    };
    const note = async (label) => {
      await lead();
      await page.getByRole('button', { name: label }).click();
      await page.waitForURL(/dirigir/);
    };

    await lead();
    await press('call_roll');
    for (const name of ['Marleny Agudelo', 'Jairo Londoño', 'Beatriz Elena']) await note(new RegExp(`llegó ${name}`));
    assert.match(await secretary.words(), /Falta 1 puesto/);

    // A member scans the code at the door.
    await secretary.open('medellin', `${session}/tablero`);
    const code = await page.locator('.door a').getAttribute('href');
    await member.open('medellin', code);
    await member.examine('session-arrive');
    await member.page.getByRole('button', { name: 'Estoy presente' }).click();
    await member.page.getByText('Quedó registrada su asistencia').waitFor();
    assert.match(await member.words(), /Hay quórum/);
    await press('open');
    const text = 'Se aprueba el tarjetón de la comuna 01';
    const put = async (form) => {
      await form.locator('[name=text]').fill(text);
      const ballot = form.locator('[name=decision] option', { hasText: 'Aprobar el tarjetón' });
      await form.locator('[name=decision]').selectOption(await ballot.first().getAttribute('value'));
    };
    await press('put', put);
    await member.open('medellin', session);
    await member.examine('session-vote');
    const watcher = await world.visit({ as: 'med-admin', site: 'medellin' });
    for (const [name, path] of [['session', ''], ['session-lead', '/dirigir'], ['session-board', '/tablero']]) {
      await watcher.open('medellin', `${session}${path}`);
      await watcher.examineOnEveryScreen(name);
    }
    await watcher.leave();
    await member.page.getByRole('button', { name: 'A favor' }).click();
    await member.page.getByText('Su voto: A favor').waitFor();

    // The quorum is lost.
    await note(/se retira Jairo Londoño/);
    assert.match(await secretary.words(), /La sesión está suspendida/);
    await member.open('medellin', session);
    assert.match(await member.words(), /Se perdió el quórum mientras se votaba/);
    assert.equal(await member.page.getByRole('button', { name: 'A favor' }).count(), 0, 'nobody votes without a quorum');
    await member.examine('session-suspended');
    await press('resume');
    assert.match(await secretary.words(), /No hay quórum/);

    // It comes back; what was being voted on is put anew.
    await note(/llegó Jairo Londoño/);
    const chair = async (form) => {
      const option = form.locator('[name=person] option', { hasText: 'Yesenia' });
      await form.locator('[name=person]').selectOption(await option.getAttribute('value'));
    };
    await press('resume', chair);
    await press('put', put);
    await member.open('medellin', session);
    await member.page.getByRole('button', { name: 'A favor' }).click();
    await member.page.getByText('Su voto: A favor').waitFor();
    await press('count');
    assert.match(await secretary.words(), /Aprobada/);

    // Minutes: drafted, signed, sealed.
    await press('close');
    await press('draft');
    for (const signer of [member, secretary]) {
      await signer.open('medellin', `${session}/acta`);
      assert.equal(await signer.page.locator('.downloads a[href$=".pdf"]').count(), 1, 'the draft can be printed');
      await signer.page.getByRole('button', { name: 'Firmar el acta' }).click();
      await signer.page.getByText('Usted firmó el acta').waitFor();
    }
    await press('approve');
    await page.waitForURL(/\/acta$/);
    const anybody = await world.visit({ site: 'medellin' });
    await anybody.open('medellin', `${session}/acta`);
    const words = await anybody.words();
    assert.match(words, /Se perdió el quórum mientras se votaba/);
    assert.match(words, /Con el código del recinto/);
    const arriving = anybody.page.waitForEvent('download');
    await anybody.page.locator('.downloads a[href$=".json"]').click();
    const file = readFileSync(await (await arriving).path());
    assert.ok(words.includes(createHash('sha256').update(file).digest('hex')), 'anybody can compute the seal');
    await anybody.open('medellin', '/territorios/01');
    assert.match(await anybody.words(), /Lo que decidieron las instancias/);
    await anybody.leave();
    await member.leave();
    await secretary.leave();
  });

  test('the administration creates bodies and appoints, with everything wrong said at once', async () => {
    const admin = await world.visit({ as: 'med-admin', site: 'medellin' });
    const { page } = admin;
    await admin.open('medellin', '/admin/instancias');
    await admin.examine('admin-bodies');
    await page.getByRole('button', { name: 'Crear las que faltan' }).click();
    await page.locator('.notice--ok').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Crear las que faltan' }).count(), 0);
    await page.getByRole('link', { name: /Consejo Comunal o Corregimental de Planeación · Popular/ }).click();
    await admin.examine('admin-body');
    await page.getByRole('button', { name: 'Designar', exact: true }).click();
    await page.locator('.errors').waitFor();
    assert.ok(await page.locator('.errors li').count() >= 3, 'all that is wrong is in one list');
    await admin.examine('admin-body-errors');
    await page.locator('input[name=name]').fill('Carlos Mario Bedoya (ficticio)');
    await page.locator('select[name=seat]').selectOption('jovenes.1.mate');
    await page.locator('select[name=gender]').selectOption('man');
    await page.locator('input[name=act]').fill('Acta 9 de demostración');
    await page.locator('textarea[name=reason]').fill('Lo eligieron los jóvenes de la comuna');
    await page.getByRole('button', { name: 'Designar', exact: true }).click();
    await page.getByText('Carlos Mario Bedoya (ficticio) quedó en su puesto').waitFor();
    await admin.leave();
  });

  test('the form of a call fits every screen', async () => {
    const secretary = await world.visit({ as: 'med-admin', site: 'medellin' });
    const { page } = secretary;
    await secretary.open('medellin', '/instancias');
    await page.locator('#territories + .table-wrap a').first().click();
    await page.getByRole('link', { name: 'Convocar una sesión' }).click();
    await secretary.examineOnEveryScreen('session-convene');
    await page.getByRole('button', { name: 'Convocar una sesión' }).click();
    await page.locator('.errors').waitFor();
    await secretary.leave();
  });
}
