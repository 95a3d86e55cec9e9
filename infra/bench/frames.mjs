// How many frames a second the ceilings' simulator keeps in Chromium while somebody moves a slider.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const { chromium } = createRequire(new URL('../../tests/browser/package.json', import.meta.url))('playwright-core');

/** Makes Medellín a municipality of so many territories: copies of those it has, without money of their own yet. */
export function divide(sql, territories) {
  sql('convite', `
    with town as (select id from tenant where slug = 'medellin'),
    process as (select process.tenant_id, process.id from process join town on tenant_id = town.id where current),
    known as (
      select territory.*, row_number() over (order by code) as place, count(*) over () as total
      from territory join town on tenant_id = town.id
    ),
    wanted as (
      select known.tenant_id, known.id as model, gen_random_uuid() as id, kind, 'x' || number as code
      from known join generate_series(1, ${territories}) number
        on known.place = 1 + number % known.total and number <= ${territories} - known.total
    ),
    made as (
      insert into territory (tenant_id, id, code, name, kind)
      select tenant_id, id, code, 'Territorio ' || code, kind from wanted returning id
    ),
    counted as (
      insert into indicator_figure (tenant_id, territory_id, indicator, year, value, measure, source, imported_at)
      select wanted.tenant_id, wanted.id, indicator, year, value, measure, source, imported_at
      from indicator_figure figure
      join wanted on wanted.tenant_id = figure.tenant_id and wanted.model = figure.territory_id
      returning 1
    )
    insert into contest (tenant_id, id, process_id, rule, territory_id, code, name, ceiling_minor)
    select wanted.tenant_id, gen_random_uuid(), process.id, own.rule, wanted.id, wanted.code, 'Territorio ' || wanted.code, 0
    from wanted join process on process.tenant_id = wanted.tenant_id
    join contest own on own.tenant_id = wanted.tenant_id and own.process_id = process.id and own.territory_id = wanted.model`);
}

/** Moves a slider in every frame for so many seconds; when each frame came, in milliseconds. */
async function slide(page, seconds) {
  return page.evaluate((seconds) => new Promise((resolve) => {
    const slider = document.querySelector('input[type=range]');
    const came = [];
    const step = (at) => {
      came.push(at);
      if (at - came[0] > seconds * 1000) { resolve(came); return; }
      slider.value = String(1 + (came.length % 99));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }), seconds);
}

/** Signs in as the administration and measures; frames a second, and the share of frames that came late. */
export async function frames(port, providerPort, territories, seconds) {
  const provider = spawn(process.execPath, [fileURLToPath(new URL('../idp/provider.mjs', import.meta.url))], {
    env: { ...process.env, CONVITE_IDP_PORT: String(providerPort) }, stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${providerPort}/health`).catch(() => undefined);
    if (answer?.ok) break;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const at = (path) => `http://medellin.localhost:${port}${path}`;
    await page.goto(at('/entrar?volver=/admin/techos'));
    await page.locator('button[name=person][value="med-admin"]').click();
    await page.waitForURL(at('/admin/techos'));
    await page.waitForFunction(() => 'awake' in document.documentElement.dataset);
    const shown = await page.locator('table').first().locator('tbody tr').count();
    if (shown !== territories) throw new Error(`the table shows ${shown} territories, not ${territories}`);
    const rows = page.locator('table').first().locator('tbody tr');
    const still = [await rows.nth(1).innerText(), await rows.last().innerText()];
    const came = await slide(page, seconds);
    if (still[0] === await rows.nth(1).innerText()) throw new Error('the table does not follow the slider');
    await page.waitForFunction((before) => {
      const last = [...document.querySelector('table').tBodies[0].rows].at(-1);
      return last.innerText !== before;
    }, still[1], { timeout: 5000 });
    const gaps = came.slice(1).map((moment, place) => moment - came[place]).sort((one, other) => one - other);
    // A frame that missed its turn comes with the next one, at 60 a second after 33 ms.
    const late = gaps.filter((gap) => gap > 25).length / gaps.length;
    return { perSecond: gaps.length / seconds, median: gaps[Math.floor(gaps.length / 2)], late };
  } finally {
    await browser.close();
    provider.kill('SIGTERM');
  }
}
