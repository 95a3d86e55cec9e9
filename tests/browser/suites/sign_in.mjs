// Everybody signs in through the identity provider, and is who they are only where they are it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { people } from '../support/product.mjs';

const siteOf = (person) => (person.site === 'convite' ? '' : person.site);

export function signIn(world) {
  test('everybody of the demonstration signs in and out', async () => {
    for (const person of people) {
      const visitor = await world.visit({});
      const site = siteOf(person);
      await visitor.signIn(site, person.sub);
      const [firstName] = person.name.split(' ');
      const account = visitor.page.locator('.menu--account');
      assert.match(await account.innerText(), new RegExp(firstName));
      const cookies = await visitor.context.cookies();
      const session = cookies.find((cookie) => cookie.name === '__Host-convite');
      assert.ok(session.httpOnly && session.secure && session.sameSite === 'Lax' && session.path === '/', person.sub);
      await account.locator('summary').click();
      await visitor.page.locator('form[action="/salir"] button').click();
      await visitor.page.waitForURL(world.product.at(site, '/'));
      await visitor.open(site, '/');
      assert.equal(await visitor.page.locator('.menu--account').count(), 0);
      await visitor.leave();
    }
  });

  test('the provider’s page is accessible', async () => {
    for (const screen of [{ width: 1280, scheme: 'light' }, { width: 360, scheme: 'dark' }]) {
      const visitor = await world.visit(screen);
      await visitor.page.goto(world.product.at('medellin', '/entrar?volver=/votar'));
      await visitor.examine('provider');
      await visitor.leave();
    }
  });

  test('signing in works without JavaScript and gives a new session each time', async () => {
    const visitor = await world.visit({ script: false });
    const seen = new Set();
    for (let time = 0; time < 2; time += 1) {
      await visitor.signIn('medellin', 'med-prado', '/territorios');
      const cookies = await visitor.context.cookies();
      seen.add(cookies.find((cookie) => cookie.name === '__Host-convite').value);
      await visitor.context.clearCookies();
    }
    assert.equal(seen.size, 2);
    await visitor.leave();
  });

  test('an answer of the provider serves once, and only the browser that asked', async () => {
    const visitor = await world.visit({});
    let answer;
    visitor.page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/auth/callback') answer = request.url();
    });
    await visitor.signIn('medellin', 'med-prado');
    const { pathname, search } = new URL(answer);
    const path = pathname + search;
    const stranger = await world.visit({});
    await stranger.open('medellin', path, { status: 400 });
    await stranger.open('medellin', '/');
    assert.equal(await stranger.page.locator('.menu--account').count(), 0);
    await visitor.open('medellin', path, { status: 400 });
    await Promise.all([visitor.leave(), stranger.leave()]);
  });

  test('a role of one site means nothing on another', async () => {
    const visitor = await world.visit({});
    await visitor.signIn('medellin', 'env-admin');
    await visitor.open('medellin', '/admin', { status: 403 });
    await visitor.open('envigado', '/admin', { status: 200 });
    // Not signed in there: the way leads through the provider.
    assert.equal(new URL(visitor.page.url()).port, String(world.product.providerPort));
    await visitor.leave();
  });

  test('the way back never leads to another site', async () => {
    const visitor = await world.visit({});
    for (const elsewhere of ['https://example.org/', '//example.org/', '/\\example.org']) {
      await visitor.context.clearCookies();
      await visitor.page.goto(world.product.at('medellin', `/entrar?volver=${encodeURIComponent(elsewhere)}`));
      await visitor.page.locator('button[name=person][value="med-prado"]').click();
      await visitor.page.waitForURL(world.product.at('medellin', '/'));
    }
    await visitor.leave();
  });
}
