import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('provider.mjs', import.meta.url));
const port = 20000 + (process.pid % 20000);
const issuer = `http://localhost:${port}`;
const medellin = 'http://medellin.localhost:3000/auth/callback';
const people = JSON.parse(readFileSync(new URL('people.json', import.meta.url)));
let provider;

const start = (environment) => spawn(process.execPath, [program], {
  env: { ...process.env, NODE_ENV: '', CONVITE_ENV: '', CONVITE_IDP_PORT: String(port), ...environment },
  stdio: ['ignore', 'pipe', 'pipe'],
});

before(async () => {
  provider = start({});
  for await (const line of provider.stdout) if (String(line).includes(issuer)) break;
});
after(() => provider.kill());

/** As much of a browser as the pages need: it keeps cookies and does not follow redirects. */
class Browser {
  #cookies = new Map();

  async go(address, options = {}) {
    const response = await fetch(new URL(address, issuer), {
      redirect: 'manual',
      ...options,
      headers: { ...options.headers, cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';', 1)[0].split('=');
      if (value) this.#cookies.set(name, value); else this.#cookies.delete(name);
    }
    return response;
  }

  post(address, fields) {
    return this.go(address, { method: 'POST', body: new URLSearchParams(fields) });
  }
}

const verifier = randomBytes(32).toString('base64url');
const request = (changes = {}) => {
  const parameters = {
    client_id: 'convite-demo', response_type: 'code', scope: 'openid profile', redirect_uri: medellin, state: 's', nonce: 'n',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256', ...changes,
  };
  return `/auth?${new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined))}`;
};

async function signIn(browser, person, redirectUri = medellin) {
  const asked = await browser.go(request({ redirect_uri: redirectUri }));
  assert.equal(asked.status, 303);
  const list = asked.headers.get('location');
  const chosen = await browser.post(list, { person });
  assert.equal(chosen.status, 303, await chosen.text());
  const answer = await browser.go(chosen.headers.get('location'));
  const back = new URL(answer.headers.get('location'));
  assert.equal(back.origin + back.pathname, redirectUri);
  assert.equal(back.searchParams.get('state'), 's');
  const tokens = await browser.post('/token', {
    grant_type: 'authorization_code', client_id: 'convite-demo', code: back.searchParams.get('code'), redirect_uri: redirectUri, code_verifier: verifier,
  });
  const body = await tokens.json();
  assert.equal(tokens.status, 200, JSON.stringify(body));
  const claims = JSON.parse(Buffer.from(body.id_token.split('.')[1], 'base64url'));
  const info = await (await fetch(`${issuer}/me`, { headers: { authorization: `Bearer ${body.access_token}` } })).json();
  return { claims, info, idToken: body.id_token };
}

test('one click signs in with name, birthday, territory and how sure the provider is', async () => {
  const { claims, info } = await signIn(new Browser(), 'med-popular');
  const expected = {
    sub: 'med-popular',
    name: 'Yesenia Mosquera',
    birthdate: '1991-07-23',
    territory: '01',
    identity_level: 'biometric',
    documents: ['cc'],
  };
  assert.deepEqual(info, { ...expected, document_number: '1999000104' });
  assert.equal('document_number' in claims, false);
  for (const [name, value] of Object.entries(expected)) assert.deepEqual(claims[name], value);
  assert.equal(claims.iss, issuer);
  assert.equal(claims.aud, 'convite-demo');
  assert.equal(claims.nonce, 'n');
});

test('the territory is told to the site of the person only', async () => {
  const { claims, info } = await signIn(new Browser(), 'med-popular', 'http://envigado.localhost:3000/auth/callback');
  assert.equal(info.territory, undefined);
  assert.equal(claims.territory, undefined);
  assert.equal(info.name, 'Yesenia Mosquera');
});

test('a person without a territory has no such claim', async () => {
  const { info } = await signIn(new Browser(), 'med-sin-territorio');
  assert.equal('territory' in info, false);
});

test('the young stay of the age that the list gives them', async () => {
  for (const [person, age] of [['med-joven', 15], ['med-menor', 13]]) {
    const { info } = await signIn(new Browser(), person);
    const today = new Date();
    const [year, month, day] = info.birthdate.split('-').map(Number);
    const hadBirthday = today.getUTCMonth() + 1 > month || (today.getUTCMonth() + 1 === month && today.getUTCDate() >= day);
    assert.equal(today.getUTCFullYear() - year - (hadBirthday ? 0 : 1), age);
  }
});

test('whoever is signed in is asked again who to be', async () => {
  const browser = new Browser();
  await signIn(browser, 'med-admin');
  const { info } = await signIn(browser, 'med-reviewer');
  assert.equal(info.sub, 'med-reviewer');
});

test('the list is Spanish, accessible and locked down, with the asking site first', async () => {
  const browser = new Browser();
  const asked = await browser.go(request({ redirect_uri: 'http://amva.localhost:3000/auth/callback' }));
  const list = await browser.go(asked.headers.get('location'));
  const html = await list.text();
  assert.match(html, /<html lang="es">/);
  assert.equal(html.match(/<h1>/g).length, 1);
  assert.equal(html.match(/<button type="submit" name="person"/g).length, people.length);
  assert.ok(html.indexOf('Área Metropolitana') < html.indexOf('Gloria Restrepo'));
  assert.ok(html.includes('http://medellin.localhost:3000/'));
  assert.doesNotMatch(html, /<script|style=/);
  const policy = list.headers.get('content-security-policy');
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /form-action 'self' http:\/\/amva\.localhost:3000(;|$)/);
  assert.doesNotMatch(policy, /unsafe/);
});

test('an unknown person is not signed in', async () => {
  const browser = new Browser();
  const asked = await browser.go(request());
  const chosen = await browser.post(asked.headers.get('location'), { person: 'nobody' });
  assert.equal(chosen.status, 400);
});

test('codes leave only for callbacks on this machine', async () => {
  for (const address of [
    'https://medellin.localhost:3000/auth/callback', 'http://medellin.example/auth/callback', 'http://localhost.example/auth/callback',
    'http://medellin.localhost:3000/other', 'http://medellin.localhost:3000/auth/callback?next=1', 'http://user@medellin.localhost:3000/auth/callback',
  ]) {
    const answer = await new Browser().go(request({ redirect_uri: address }));
    assert.equal(answer.status, 400, address);
    assert.match(await answer.text(), /No se pudo ingresar/);
  }
});

test('the code challenge is compulsory, and checked', async () => {
  const without = await new Browser().go(request({ code_challenge: undefined, code_challenge_method: undefined }));
  assert.equal(new URL(without.headers.get('location')).searchParams.get('error'), 'invalid_request');
  const browser = new Browser();
  const asked = await browser.go(request());
  const chosen = await browser.post(asked.headers.get('location'), { person: 'med-admin' });
  const back = new URL((await browser.go(chosen.headers.get('location'))).headers.get('location'));
  const tokens = await browser.post('/token', {
    grant_type: 'authorization_code', client_id: 'convite-demo', code: back.searchParams.get('code'), redirect_uri: medellin,
    code_verifier: randomBytes(32).toString('base64url'),
  });
  assert.equal(tokens.status, 400);
});

test('signing out goes back to the site', async () => {
  const browser = new Browser();
  const { idToken } = await signIn(browser, 'med-admin');
  const page = await browser.go(`/session/end?${new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: 'http://medellin.localhost:3000/' })}`);
  const html = await page.text();
  assert.equal(page.status, 200, html);
  const nonce = page.headers.get('content-security-policy').match(/script-src 'nonce-([^']+)'/)[1];
  assert.ok(html.includes(`<script nonce="${nonce}">`));
  assert.match(page.headers.get('content-security-policy'), /form-action 'self' http:\/\/medellin\.localhost:3000/);
  const left = await browser.post(html.match(/action="([^"]+)"/)[1], { xsrf: html.match(/name="xsrf" value="([^"]+)"/)[1], logout: 'yes' });
  assert.equal(left.headers.get('location'), 'http://medellin.localhost:3000/');
});

test('production refuses it', async () => {
  for (const environment of [{ NODE_ENV: 'production' }, { CONVITE_ENV: 'production' }]) {
    const refused = start(environment);
    let said = '';
    refused.stderr.on('data', (chunk) => { said += chunk; });
    const code = await new Promise((resolve) => { refused.on('close', resolve); });
    assert.equal(code, 1);
    assert.match(said, /refusing to start/);
  }
});
