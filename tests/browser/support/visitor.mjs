// Somebody at a screen. Whatever the browser complains of meanwhile is written down, and fails the test in the end.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { target } from './product.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = join(target, 'screenshots');
mkdirSync(screenshots, { recursive: true });

/** Every screen on which a page has to be right. */
const screens = [1280, 360].flatMap((width) => ['light', 'dark'].map((scheme) => ({ width, scheme })));

/** Opens windows of one browser, each with its own cookies, and watches them. */
export class Visitors {
  #browser;
  #product;
  #sessions = new Map();

  constructor(browser, product) {
    this.#browser = browser;
    this.#product = product;
  }

  /**
   * A window; `as` is a person of the demonstration, signed in at their own or the given site; `state` is a session that
   * is open already.
   */
  async visit({ as, site, width = 1280, scheme = 'light', script = true, fresh = false, state } = {}) {
    const key = `${as}@${site}`;
    const remembered = as && !fresh ? await (this.#sessions.get(key) ?? this.#remember(key, as, site)) : undefined;
    const storageState = state ?? remembered;
    const context = await this.#browser.newContext({
      viewport: { width, height: 800 }, colorScheme: scheme, javaScriptEnabled: script, locale: 'es-CO',
      reducedMotion: 'reduce', storageState,
    });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    return new Visitor(page, context, this.#product, { width, scheme, script });
  }

  /** Signs in once; later windows of the same person take up the session. */
  #remember(key, as, site) {
    const signing = (async () => {
      const visitor = await this.visit({});
      await visitor.signIn(site, as);
      const state = await visitor.context.storageState();
      await visitor.leave();
      return state;
    })();
    this.#sessions.set(key, signing);
    return signing;
  }
}

export class Visitor {
  #complaints = [];
  #expected = new Set();
  #offline = false;

  constructor(page, context, product, screen) {
    this.page = page;
    this.context = context;
    this.product = product;
    this.screen = screen;
    const own = new Set([String(product.port), String(product.providerPort)]);
    context.on('request', (request) => {
      const url = new URL(request.url());
      const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
      if (url.protocol !== 'data:' && url.protocol !== 'blob:' && !(local && own.has(url.port))) {
        this.#complaints.push(`asks another host: ${request.url()}`);
      }
    });
    page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      if (this.#offline && message.text().includes('ERR_INTERNET_DISCONNECTED')) return;
      // The status of a page that is asked on purpose.
      if (this.#expected.has(message.location().url)) return;
      this.#complaints.push(`${message.type()} on ${page.url()}: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#complaints.push(`exception on ${page.url()}: ${error.message}`));
    page.on('response', (response) => {
      if (response.status() >= 500 && !this.#expected.has(response.url())) this.#complaints.push(`${response.status()} from ${response.url()}`);
    });
  }

  /** Opens a page of a site; `status` is what it must answer with. */
  async open(site, path, { status = 200 } = {}) {
    const address = this.product.at(site, path);
    if (status >= 400) this.#expected.add(address);
    const response = await this.page.goto(address);
    assert.equal(response.status(), status, address);
    return response;
  }

  /** Asks for a page of a site until it answers with a status. */
  async openUntil(site, path, status) {
    const address = this.product.at(site, path);
    this.#expected.add(address);
    for (let asked = 0; asked < 60; asked += 1) {
      if ((await this.page.goto(address)).status() === status) return;
    }
    assert.fail(`${address} never answered with ${status}`);
  }

  /** The next form that goes to an address is answered, and the answer lost on the way: the server's work is done. */
  async loseAnswer(site, path) {
    const address = this.product.at(site, path);
    this.#expected.add(address);
    await this.page.route(address, async (route) => {
      const sent = route.request();
      const { host, origin } = new URL(address);
      const headers = { host, origin, 'content-type': sent.headers()['content-type'] };
      // Not by the browser: it must not even learn the cookies.
      await new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port: this.product.port, path, method: 'POST', headers }, (answer) => answer.resume().on('end', resolve))
          .on('error', reject).end(sent.postData());
      });
      await route.abort('connectionreset');
    }, { times: 1 });
  }

  /** Signs in through the identity provider, from a page and back to it. */
  async signIn(site, subject, path = '/') {
    await this.page.goto(this.product.at(site, `/entrar?volver=${encodeURIComponent(path)}`));
    await this.page.locator(`button[name=person][value="${subject}"]`).click();
    await this.page.waitForURL(this.product.at(site, path));
  }

  /** Cuts the network, or restores it. */
  async offline(cut) {
    this.#offline ||= cut;
    await this.context.setOffline(cut);
  }

  /** Waits until the islands of the page are awake. */
  async awake() {
    await this.page.waitForFunction(() => 'awake' in document.documentElement.dataset);
  }

  /** The words of the page. */
  async words() {
    return (await this.page.locator('body').innerText()).replace(/\s+/g, ' ');
  }

  /** Fails unless the page is accessible and fits the screen; keeps a picture of it. */
  async examine(name) {
    const { width, scheme, script = true } = this.screen;
    const where = `${name} at ${width} px, ${scheme}${script ? '' : ', without JavaScript'}`;
    if (!await this.page.evaluate(() => 'axe' in window)) {
      // Where the page may run no script, neither do its timers, for which whoever examines it would wait.
      if (!script) await this.page.evaluate(() => { window.setTimeout = (call) => { Promise.resolve().then(() => call()); return 0; }; });
      await this.page.evaluate(axeSource);
    }
    const found = await this.page.evaluate(async (preload) => {
      const { violations } = await window.axe.run(document, { resultTypes: ['violations'], preload });
      return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} (${node.failureSummary.split('\n').slice(1).join(' ').trim().slice(0, 240)})`).join(' | ')}`);
    }, script);
    assert.deepEqual(found, [], `axe finds on ${where}`);
    const wide = await this.page.evaluate(() => {
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return '';
      const outside = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
      return `${root.scrollWidth} px wide: ${outside.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)).join(' | ')}`;
    });
    assert.equal(wide, '', `${where} scrolls sideways`);
    await this.page.screenshot({ path: join(screenshots, `${name}-${width}-${scheme}${script ? '' : '-still'}.png`), fullPage: true });
  }

  /** The same on every screen, as whoever turns the phone and dims the light: the page is loaded once. */
  async examineOnEveryScreen(name) {
    for (const screen of screens) {
      this.screen = { ...this.screen, ...screen };
      await this.page.setViewportSize({ width: screen.width, height: 800 });
      await this.page.emulateMedia({ colorScheme: screen.scheme });
      await this.examine(name);
    }
  }

  /** Closes the window. Nothing may have been complained of. */
  async leave() {
    await this.context.close();
    assert.deepEqual(this.#complaints, [], 'the browser complained');
  }
}
