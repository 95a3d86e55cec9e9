// The identity provider of the demonstration and the tests: a certified OpenID Connect provider (npm `oidc-provider`)
// whose sign-in page lists the people of `people.json`. One click and one is that person; nobody has a password.
// That is why it listens on the loopback interface only and refuses to start in production.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Provider, interactionPolicy } from 'oidc-provider';
import { failurePage, leavePage, leftPage, peoplePage } from './pages.mjs';

for (const name of ['NODE_ENV', 'CONVITE_ENV']) {
  if (process.env[name] === 'production') {
    console.error(`demonstration provider: refusing to start, because ${name} is "production" and anyone could sign in as anyone`);
    process.exit(1);
  }
}

const port = Number(process.env.CONVITE_IDP_PORT ?? 3900);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  console.error('demonstration provider: CONVITE_IDP_PORT must be a port number');
  process.exit(1);
}
const issuer = `http://localhost:${port}`;
const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const people = JSON.parse(read('people.json'));
const sites = JSON.parse(read('sites.json'));
const style = read('style.css');
const bySubject = new Map(people.map((person) => [person.sub, person]));

// Which host each grant was given to: the provider vouches for where a person lives only to the site of that place,
// because a territory's code means something else in another municipality.
const hostOfGrant = new Map();

/** The address of a site of the demonstration, on the port of the site that asks. */
function addressOf(site, asking) {
  const at = asking?.port ? `:${asking.port}` : '';
  return site === 'convite' ? `http://localhost${at}/` : `http://${site}.localhost${at}/`;
}

/** A birthday such that whoever has a fixed `age` in the list never grows older. */
function birthdate(person, today = new Date()) {
  if (person.age === undefined) return person.birthdate;
  const monthAndDay = person.birthdate.slice(4);
  const hadBirthday = today.toISOString().slice(4, 10) >= monthAndDay;
  return `${today.getUTCFullYear() - person.age - (hadBirthday ? 0 : 1)}${monthAndDay}`;
}

/** What rules may ask for besides age and territory: how sure it is who somebody is, their documents and rolls. */
const VOUCHED = ['identity_level', 'documents', 'document_number', 'rolls'];
/** What only the user endpoint says, as many providers do: tokens are written down in more places than anybody knows. */
const NOT_IN_TOKENS = ['document_number'];

function claimsOf(person, host, use) {
  const claims = { sub: person.sub, name: person.name, birthdate: birthdate(person) };
  const home = new URL(addressOf(person.site)).hostname;
  if (person.territory && home === host) claims.territory = person.territory;
  for (const claim of VOUCHED) {
    if (use === 'id_token' && NOT_IN_TOKENS.includes(claim)) continue;
    if (person[claim] !== undefined) claims[claim] = person[claim];
  }
  return claims;
}

/** Loopback names only, so that a code never leaves this machine. */
function isDemonstrationAddress(address, path) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
  return url.protocol === 'http:' && local && !url.username && !url.password && !url.hash && path(url);
}

const policy = interactionPolicy.base();
policy.remove('consent');
// Everyone is asked every time who to be: signing out and in again as somebody else is what a demonstration is for.
policy.get('login').checks.add(new interactionPolicy.Check(
  'always_ask',
  'choose who to be',
  (ctx) => (ctx.oidc.result?.login ? interactionPolicy.Check.NO_NEED_TO_PROMPT : interactionPolicy.Check.REQUEST_PROMPT),
));

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'convite-demo',
    client_name: 'Convite',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: ['http://localhost:3000/auth/callback'],
    post_logout_redirect_uris: ['http://localhost:3000/'],
  }],
  // New at every start: whoever relies on the provider has to fetch them, as after any rotation of keys.
  jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') }] },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  scopes: ['openid', 'profile'],
  claims: { openid: ['sub'], profile: ['name', 'birthdate', 'territory', ...VOUCHED] },
  // Most claims go in the ID token too, so that both ways of reading them can be tried.
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        const target = ctx.oidc.session.state.postLogoutRedirectUri;
        send(ctx, leavePage({ form, script: true }), { formTarget: target && new URL(target).origin, script: true });
      },
      postLogoutSuccessSource: (ctx) => send(ctx, leftPage()),
    },
  },
  ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 3600, IdToken: 3600, Interaction: 3600, Session: 3600 },
  interactions: { policy, url: (_ctx, interaction) => `/entrar/${interaction.uid}` },
  findAccount: (_ctx, subject, token) => {
    const person = bySubject.get(subject);
    if (!person) return undefined;
    return { accountId: subject, claims: (use) => claimsOf(person, hostOfGrant.get(token?.grantId), use) };
  },
  async loadExistingGrant(ctx) {
    const { client, session, params, provider: own } = ctx.oidc;
    const grant = new own.Grant({ accountId: session.accountId, clientId: client.clientId });
    grant.addOIDCScope(params.scope);
    const id = await grant.save();
    hostOfGrant.set(id, new URL(params.redirect_uri).hostname);
    return grant;
  },
  renderError: (ctx, out) => send(ctx, failurePage({ error: out.error, description: out.error_description })),
});

provider.Client.prototype.redirectUriAllowed = (address) =>
  isDemonstrationAddress(address, (url) => url.pathname === '/auth/callback' && url.search === '');
provider.Client.prototype.postLogoutRedirectUriAllowed = (address) => isDemonstrationAddress(address, () => true);

/** Answers with a page under a policy that allows nothing but our own style sheet and forms. */
function send(ctx, html, { formTarget, script } = {}) {
  const nonce = script && randomBytes(16).toString('base64');
  ctx.set('Content-Security-Policy', [
    "default-src 'none'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    // Browsers apply this to the redirect after the form too, so the site that asked has to be named.
    `form-action 'self'${formTarget ? ` ${formTarget}` : ''}`,
    ...(nonce ? [`script-src 'nonce-${nonce}'`] : []),
  ].join('; '));
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = nonce ? html.replaceAll('{{nonce}}', nonce) : html;
}

async function formField(request, name) {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > 4096) throw new Error('form too large');
  }
  return new URLSearchParams(body).get(name);
}

/** Ends the session of whoever this browser was before, so that choosing somebody else takes one click. */
async function forgetOther(ctx, person) {
  const session = await provider.Session.get(ctx);
  if (session.accountId && session.accountId !== person.sub) {
    session.accountId = undefined;
    session.authorizations = undefined;
    await session.save(3600);
  }
}

provider.use(async (ctx, pass) => {
  if (ctx.method === 'GET' && ctx.path === '/style.css') {
    ctx.type = 'text/css; charset=utf-8';
    ctx.body = style;
    return;
  }
  if (ctx.method === 'GET' && ctx.path === '/health') {
    ctx.body = 'ok\n';
    return;
  }
  if (ctx.path === '/favicon.ico') {
    ctx.status = 204;
    return;
  }
  const asked = /^\/entrar\/[\w-]+$/.test(ctx.path);
  if (!asked || !['GET', 'POST'].includes(ctx.method)) {
    await pass();
    return;
  }
  let details;
  try {
    details = await provider.interactionDetails(ctx.req, ctx.res);
  } catch {
    ctx.status = 400;
    send(ctx, failurePage({ error: 'expired', description: 'Este intento de ingreso ya terminó.' }));
    return;
  }
  const asking = new URL(details.params.redirect_uri);
  if (ctx.method === 'POST') {
    const person = bySubject.get(await formField(ctx.req, 'person'));
    if (person) {
      const next = await provider.interactionResult(ctx.req, ctx.res, { login: { accountId: person.sub, remember: false } });
      await forgetOther(ctx, person);
      ctx.redirect(next);
      ctx.status = 303;
      return;
    }
    ctx.status = 400;
  }
  const groups = Object.entries(sites).map(([site, title]) => ({
    title,
    address: addressOf(site, asking),
    here: new URL(addressOf(site, asking)).host === asking.host,
    people: people.filter((person) => person.site === site),
  })).filter((group) => group.people.length > 0).sort((a, b) => Number(b.here) - Number(a.here));
  send(ctx, peoplePage({ groups, action: ctx.path, host: asking.host }), { formTarget: asking.origin });
});

const server = createServer(provider.callback());
server.on('error', (error) => {
  console.error(error.code === 'EADDRINUSE'
    ? `demonstration provider: port ${port} is taken; choose another with CONVITE_IDP_PORT`
    : `demonstration provider: ${error.message}`);
  process.exit(1);
});
server.listen(port, '127.0.0.1', () => console.log(`demonstration provider: ${people.length} people to be, at ${issuer}`));

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
