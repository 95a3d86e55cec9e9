// By when ideas are to be answered: whoever reviews them sees it in the queue, whoever waits sees it on the idea.

import assert from 'node:assert/strict';
import { test } from 'node:test';

export function deadlines(world) {
  test('a reviewer and a neighbour see by when an idea is to be answered', async () => {
    // Medellín's rules give twenty working days, and its ideas are under review.
    const reviewer = await world.visit({ as: 'med-reviewer', site: 'medellin' });
    const { page } = reviewer;
    await reviewer.open('medellin', '/revision');
    const due = await page.locator('.queue__due').first().innerText();
    assert.match(due, /^Vence el \d+ de \p{L}+ de \d{4} \((quedan \d+ días hábiles|queda 1 día hábil|es hoy)\)\./u);
    await reviewer.examineOnEveryScreen('deadlines-queue');
    const idea = await page.locator('.queue__item a').first().getAttribute('href');
    await reviewer.open('medellin', idea);
    assert.match(await reviewer.words(), /Vence el/);
    await reviewer.examine('deadlines-review');
    await reviewer.leave();

    const neighbour = await world.visit({ site: 'medellin' });
    await neighbour.open('medellin', idea.replace('/revision/', '/ideas/'));
    assert.match(await neighbour.words(), /La respuesta vence el/);
    await neighbour.examineOnEveryScreen('deadlines-idea');
    await neighbour.leave();
  });

  test('whoever wants to stand for a seat is told from when until when', async () => {
    const visitor = await world.visit({ as: 'env-admin', site: 'envigado' });
    const { page } = visitor;
    await visitor.open('envigado', '/admin/instancias');
    const create = page.locator('form[action="/hacer/instancias"] button').first();
    if (await create.count() > 0) await create.click();
    await visitor.open('envigado', '/instancias');
    await page.getByRole('link', { name: /^Mesa zonal/ }).first().click();
    await page.locator('#stand').waitFor();
    assert.match(await visitor.words(), /La inscripción al comité/);
    await visitor.examineOnEveryScreen('stand-for-seat');
    await visitor.leave();
  });
}
