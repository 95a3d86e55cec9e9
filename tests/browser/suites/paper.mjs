// Votes on paper: a sheet with its photo is read by two people and decided on by a third; one that is void counts nothing;
// and what came of each is published with the result.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.mjs';
import { submit } from '../support/forms.mjs';
import { press, to } from '../support/keyboard.mjs';

const site = 'itagui';
const PAPER = '/admin/papel';

const officer = { as: 'ita-officer', site };
const admin = { as: 'ita-admin', site };
const second = { as: 'ita-second', site };

/** What stands on the paper, as a camera sees it. */
async function photo(visitor, lines) {
  const page = await visitor.context.newPage();
  const written = lines.map((line) => `<p style="border: 3px solid #345; padding: 24px; rotate: -1deg">${line}</p>`);
  await page.setContent(`<body style="font: 48px cursive; background: #e8e4d8; margin: 60px"><h1>Planilla</h1>${written.join('')}</body>`);
  const buffer = await page.screenshot({ type: 'jpeg' });
  await page.close();
  return { name: 'planilla.jpg', mimeType: 'image/jpeg', buffer };
}

/** Registers a sheet of so many ballots, and says its address. */
async function register(visitor, ballots) {
  const { page } = visitor;
  await visitor.open(site, PAPER);
  const form = page.locator('form[action="/hacer/planilla"]');
  await form.locator('#desk').selectOption({ index: 1 });
  await form.locator('#contest').selectOption({ index: 1 });
  await submit(form, { ballots });
  await page.waitForURL(/\/admin\/papel\/.*[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** Chooses a photo and adds it, by the keyboard. */
async function attach(visitor, file) {
  const { page } = visitor;
  await to(page, '#photo');
  // What opens from here is the machine's own window, which no test sees.
  await page.locator('#photo').setInputFiles(file);
  await press(page, 'form[action="/hacer/foto-de-planilla"] button[type=submit]', 'Enter');
}

/** Types what the ballots of a sheet say, by the keyboard. */
async function read(visitor, lines) {
  const { page } = visitor;
  await to(page, '#readings');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(lines.join('\n'));
  await press(page, 'form[action="/hacer/digitar"] button[type=submit]', 'Enter');
}

/** Waits until a page says something. */
const says = (visitor, words) => visitor.page.locator('main', { hasText: words }).waitFor();

export function paper(world) {
  let sheet;
  let twice;

  test('ballots are handed out, and their sheet is registered before anybody may read it', async () => {
    const visitor = await world.visit({ ...officer, script: false });
    const { page } = visitor;
    await visitor.open(site, '/mesa');
    await page.locator('.card__title a').first().click();
    await submit(page.locator('form[action="/hacer/comenzar-turno"]'), { officers: 'Paula Andrea Rendón' });
    const opening = page.locator('form:has(input[name=act][value=opening])');
    await opening.locator('#box_empty').check();
    await submit(opening, { papers: '10' });
    for (const number of ['1999000941', '1999000942', '1999000943']) {
      await submit(page.locator('form[action="/hacer/buscar-persona"]'), { kind: 'cc', number, born: '1980-02-29', lives: '05360' });
      await page.locator('form[action="/hacer/marcar-persona"] .btn--primary').click();
      await says(visitor, `Marcada la persona del documento terminado en ${number.slice(-3)}`);
    }
    const counted = { voters: '3', in_box: '3', envelopes: '0', spoilt: '0', unused: '7' };
    await submit(page.locator('form:has(input[name=act][value=closing])'), counted);
    await says(visitor, /La mesa quedó cerrada/);

    sheet = await register(visitor, '3');
    await says(visitor, /Las planillas se digitan cuando termina la votación/);
    assert.equal(await page.locator('#readings').count(), 0);
    await attach(visitor, await photo(visitor, ['1: proyectos 1 y 2', '2: proyecto 3', '3: en blanco']));
    await says(visitor, /La foto 1 quedó guardada/);
    assert.equal(await page.locator('figure img').count(), 0, 'a photo is shown while people vote');
    const custody = { step: 'sealed', holder: 'Paula Andrea Rendón', seal: 'B-22' };
    await submit(page.locator('form[action="/hacer/custodia"]'), custody);
    await says(visitor, /Sellada en la mesa: Paula Andrea Rendón/);
    twice = await register(visitor, '1');
    await visitor.leave();

    const reader = await world.visit(officer);
    await reader.open(site, sheet);
    await reader.examineOnEveryScreen('paper-sheet-early');
    await reader.leave();
  });

  test('two people read it by the keyboard, and a third decides', async () => {
    const manager = await world.visit(admin);
    for (const [phase, how] of [['votacion', 'close'], ['resultados', 'open']]) {
      await manager.open(site, `/admin/fases/${phase}`);
      await manager.page.locator('textarea[name=reason]').fill('Terminó la jornada de votación');
      await manager.page.locator(`button[name=how][value=${how}]`).click();
      await manager.page.waitForURL(/\/admin\/fases$/);
    }
    await manager.open(site, PAPER);
    assert.match(await manager.words(), /Faltan planillas por acordar/);
    await manager.examineOnEveryScreen('paper-waiting');
    await manager.leave();

    const first = await world.visit({ ...officer, script: false, width: 360 });
    await first.open(site, sheet);
    const picture = first.page.locator('figure img');
    await picture.scrollIntoViewIfNeeded();
    await eventually(async () => assert.ok(await picture.evaluate((image) => image.naturalWidth) > 0, 'the photo is not shown'));
    await read(first, ['1 2', '', '9999']);
    await says(first, /Renglón 2: está vacío/);
    await says(first, /Renglón 3: «9999» no es un número del tarjetón/);
    await read(first, ['1 2', '3', 'b']);
    await says(first, /Lo que leyó quedó guardado/);
    assert.equal(await first.page.locator('#readings').count(), 0, 'one person reads a sheet twice');
    await first.leave();

    const other = await world.visit(admin);
    await other.open(site, sheet);
    assert.equal(await other.page.locator('#readings').inputValue(), '', 'the second reader sees what the first one read');
    await other.page.locator('figure img').scrollIntoViewIfNeeded();
    await other.examineOnEveryScreen('paper-sheet');
    await read(other, ['1 2', 'b']);
    await other.page.locator('.errors[role=alert]').waitFor();
    assert.match(await other.words(), /La planilla tiene 3 tarjetones y usted digitó 2/);
    await other.examineOnEveryScreen('paper-sheet-mistakes');
    await read(other, ['1 2', '4', 'n2']);
    await says(other, /Las dos lecturas difieren en 2/);
    assert.equal(await other.page.locator('form[action="/hacer/decidir-papeleta"]').count(), 0);
    await other.examineOnEveryScreen('paper-sheet-differs');
    await other.leave();

    const third = await world.visit({ ...second, width: 360 });
    const { page } = third;
    await third.open(site, sheet);
    await third.examineOnEveryScreen('paper-sheet-decide');
    // The second of both readings; then what neither read, with a mistake first.
    await press(page, 'input[name=choice]', 'ArrowDown');
    await press(page, 'form[action="/hacer/decidir-papeleta"] button[type=submit]', 'Enter');
    await says(third, /La decisión quedó registrada/);
    await press(page, 'input[name=choice]', 'ArrowUp');
    await to(page, 'input[name=other]');
    await page.keyboard.type('n9');
    await press(page, 'form[action="/hacer/decidir-papeleta"] button[type=submit]', 'Enter');
    await page.locator('.errors[role=alert]').waitFor();
    await third.examineOnEveryScreen('paper-sheet-decide-mistake');
    await to(page, 'input[name=other]');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('n3');
    await press(page, 'form[action="/hacer/decidir-papeleta"] button[type=submit]', 'Enter');
    await says(third, /Era la última diferencia/);
    await third.examineOnEveryScreen('paper-sheet-agreed');
    await third.leave();
  });

  test('a sheet that was registered twice is void once another person says so', async () => {
    const proposer = await world.visit({ ...admin, script: false });
    await proposer.open(site, twice);
    const form = proposer.page.locator('form[action="/hacer/anular-planilla"]');
    await submit(form, { cause: 'twice', reason: 'La caja se registró dos veces' });
    await says(proposer, /La propuesta quedó registrada/);
    await says(proposer, /Usted lo propuso: lo confirma otra persona/);
    await proposer.leave();

    const visitor = await world.visit(second);
    await visitor.open(site, twice);
    await visitor.examineOnEveryScreen('paper-void-proposed');
    await press(visitor.page, 'form[action="/hacer/decidir-anulacion"]:has(input[value=confirm]) button', 'Enter');
    await says(visitor, /La planilla quedó anulada/);
    await visitor.examineOnEveryScreen('paper-void');
    await visitor.open(site, PAPER);
    assert.match(await visitor.words(), /Cuadra/);
    await visitor.examineOnEveryScreen('paper-square');
    await visitor.leave();
  });

  test('what came of each sheet is published with the result', async () => {
    const manager = await world.visit(admin);
    await manager.open(site, '/admin/resultados');
    await manager.page.locator('form[action="/hacer/sellar"] button').click();
    await manager.page.locator('form[action="/hacer/contar"] button').click();
    await manager.page.locator('form[action="/hacer/contar"]').waitFor({ state: 'detached' });
    await manager.leave();
    const approver = await world.visit(second);
    await approver.open(site, '/admin/resultados');
    await approver.page.locator('form[action="/hacer/decidir-conteo"]:has(input[value=approve]) button').click();
    await approver.page.waitForURL(/\/resultados$/);
    await approver.leave();

    const reader = await world.visit({});
    await reader.open(site, '/resultados');
    const paths = await reader.page.locator('a[href^="/procesos/"]').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
    const result = paths.find((path) => path.split('/').length === 4);
    await reader.open(site, `${result}/urna`);
    const words = await reader.words();
    assert.match(words, /Planilla 1 Mesa 1 · Casa de la Cultura de Itagüí 2 0 1 \(marca más o menos de lo permitido\)/);
    assert.ok(!/Planilla 2 Mesa 1/.test(words), 'a void sheet has totals');
    assert.match(words, /Se registró dos veces: La caja se registró dos veces/);
    assert.match(words, /Foto 1 de la planilla 1 [0-9a-f]{64}/);
    await reader.examineOnEveryScreen('urn-with-paper');
    await reader.leave();
  });
}
