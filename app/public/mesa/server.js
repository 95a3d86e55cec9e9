// Asks the server. Only what it says in the form of a decision counts: no network, a server that is down or too slow, a
// page of errors, or of a portal in between, are all the same, and the desk goes on by what it knows.

/** The server decided: no, and why. */
export class Refused extends Error {}

/** How long an officer waits for an answer; less where the last one did not come. */
const [PATIENT, HASTY] = [10_000, 4_000];

export class Server {
  #path;
  #csrf;
  #heard;

  /** Whether it answered last time: `answers`, `silent`, or `unsigned` where the session is over; unknown at first. */
  state;

  constructor(path, csrf, heard) {
    this.#path = path;
    this.#csrf = csrf;
    this.#heard = heard;
  }

  get answers() {
    return this.state === undefined || this.state === 'answers';
  }

  /** What it says; nothing where it decides nothing. */
  async ask(what, body, patience = this.answers ? PATIENT : HASTY) {
    let said = await this.#post(what, body, patience);
    if (said === 'unsigned' && await this.#renew()) said = await this.#post(what, body, patience);
    this.state = typeof said === 'string' ? said : 'answers';
    this.#heard();
    if (typeof said === 'string') return undefined;
    if (said.no !== undefined) throw new Refused(said.no);
    return said;
  }

  /** There is no network, as the browser knows. */
  hush() {
    this.state = 'silent';
    this.#heard();
  }

  async #post(what, body, patience) {
    try {
      const response = await fetch(`${this.#path}/${what}`, {
        method: 'POST', body: JSON.stringify(body), redirect: 'error', signal: AbortSignal.timeout(patience),
        headers: { 'content-type': 'application/json', 'x-csrf-token': this.#csrf },
      });
      if (response.status === 401 || response.status === 403) return 'unsigned';
      const said = await response.json();
      if (said === null || typeof said !== 'object' || Array.isArray(said)) return 'silent';
      if (response.ok) return said.no === undefined ? said : 'silent';
      return [409, 422].includes(response.status) && typeof said.no === 'string' ? said : 'silent';
    } catch {
      return 'silent';
    }
  }

  /** Whoever signed in again in another window has another secret: the page, read again, brings it. */
  async #renew() {
    try {
      const page = await fetch(this.#path, { redirect: 'error', signal: AbortSignal.timeout(HASTY) });
      const found = page.ok && (await page.text()).match(/data-csrf="([0-9a-f]+)"/);
      if (found) [, this.#csrf] = found;
      return Boolean(found);
    } catch {
      return false;
    }
  }
}
