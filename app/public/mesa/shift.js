// The shift that this device writes: its journal, kept encrypted, and sent in order as soon as the server takes it.

import { Journal } from './journal.js';
import { Slice } from './slice.js';
import { Refused } from './server.js';
import { root, say, show, showContradictions, showJournal, tell } from './screen.js';
import { Vault, random, hex, sha256 } from './vault.js';

/** As long as a shift may last; whatever was not sent by then stays until it is. */
const LONGEST = 36 * 3_600_000;

export class Shift {
  #server;
  #events = []; // The texts that this device wrote, by number.
  #sent = 0; // Up to where the server has them.
  #stuck = ''; // Why the server does not take the next one.
  #writing = Promise.resolve();
  #sending = Promise.resolve();

  /** What the server gave: who, which ballots, the slice of the roll. */
  given;

  /** What was written. */
  journal;

  static async of(desk, server) {
    const shift = new Shift();
    shift.#server = server;
    shift.desk = desk;
    shift.vault = await Vault.of(desk);
    const kept = await shift.vault.plain();
    // A shift that should long be over: what the server has all of is forgotten.
    if (kept && Date.now() > kept.until && await shift.vault.last() <= kept.sent) {
      await shift.vault.wipe();
      shift.vault = await Vault.of(desk);
      return { shift, isKept: false };
    }
    return { shift, isKept: Boolean(kept) };
  }

  /** Says how the server is, and what waits. */
  tell() {
    const waits = this.journal ? this.journal.number - this.#sent : 0;
    tell(this.#server.state, waits, { keeps: Boolean(this.journal), stuck: this.#stuck });
  }

  /** Asks for a shift. What it is asked for with is kept before: whoever hears no answer asks for the same one again. */
  async begin(code, officers) {
    await this.vault.attempt(code, { officers, secret: hex(random(32)) }, Date.now() + LONGEST);
    return this.unlock(code);
  }

  /** Goes on with what the device keeps under a code: a shift, or the attempt to get one. */
  async unlock(code) {
    const kept = await this.vault.unlock(code);
    if (!kept) return 'code_wrong';
    if (kept.shift) {
      this.given = kept.shift;
      ({ sent: this.#sent } = await this.vault.plain());
      await this.#ready(kept.events);
      return undefined;
    }
    return this.#take(kept.attempt);
  }

  async #take({ officers, secret }) {
    let given;
    try {
      given = await this.#server.ask('tomar', { officers, device: await sha256(secret) }, 60_000);
    } catch (error) {
      // It decided against it: there is nothing to ask for again.
      await this.vault.wipe();
      this.vault = await Vault.of(this.desk);
      show('setup');
      throw error;
    }
    if (!given) return 'ask_again';
    this.given = { ...given, secret };
    await this.vault.create(this.given);
    this.#sent = given.head.number;
    await this.#ready([]);
    return undefined;
  }

  async #ready(written) {
    const journal = new Journal(this.given.head, this.given.state);
    this.given.people = new Slice(this.given.slice);
    for (const text of written) await journal.take(text);
    this.#events = written;
    this.journal = journal;
    this.#fresh();
    void this.reach();
  }

  #fresh() {
    showJournal(this.journal);
    this.tell();
  }

  /** Writes an act down, encrypted and for good, one after the other, and then sends it if it can. */
  async write(act, offline = !this.#server.answers) {
    const written = this.#writing.then(() => this.#put(act, offline));
    this.#writing = written.catch(() => {});
    const number = await written;
    const sending = this.send();
    // Nobody waits in front of the desk for a server that does not answer.
    return { number, found: this.#server.answers ? await sending : [] };
  }

  async #put(act, offline) {
    const text = this.journal.next(act, this.given.me, offline);
    const number = this.journal.number + 1;
    try {
      await this.vault.write(number, text);
    } catch (error) {
      throw error?.name === 'ConstraintError' ? new Refused(say('written_elsewhere')) : error;
    }
    await this.journal.take(text);
    this.#events.push(text);
    this.#fresh();
    return number;
  }

  /** Sends what the server does not have, in order. What it has already is no mistake: it says so. */
  send() {
    this.#sending = this.#sending.then(() => this.#bring()).catch((error) => {
      this.#stuck = error.message;
      this.tell();
      return [];
    });
    return this.#sending;
  }

  async #bring() {
    let found = [];
    while (this.journal && this.#sent < this.journal.number) {
      const first = this.journal.number - this.#events.length;
      const some = this.#events.slice(this.#sent - first, this.#sent - first + 50);
      const answer = await this.#say(some);
      if (!answer) return found;
      found = answer.contradictions;
      const before = this.#sent;
      this.#sent = Math.min(answer.number, this.journal.number);
      await this.vault.sent(this.#sent);
      this.#stuck = answer.refused ? say('stuck', { number: this.#sent + 1, why: answer.refused }) : '';
      this.tell();
      if (answer.refused || this.#sent === before) return found;
      if (answer.ended && this.#sent === this.journal.number) await this.#finish();
    }
    return found;
  }

  async #say(events) {
    try {
      const { id, secret } = this.given;
      const answer = await this.#server.ask('libro', { shift: id, secret, events }, 20_000);
      // All of the shift's: an answer that was lost on the way had told of some.
      if (answer) showContradictions(answer.contradictions);
      return answer;
    } catch (error) {
      this.#stuck = error.message;
      this.tell();
      return undefined;
    }
  }

  /** Whether the server can be reached again; whatever waits is sent. */
  async reach() {
    if (!this.journal) return;
    if (this.#sent < this.journal.number) {
      await this.send();
      return;
    }
    const answer = await this.#say([]);
    if (!answer) return;
    this.#stuck = '';
    // Somebody ended the shift elsewhere, and nothing waits here.
    if (answer.ended && this.journal && this.#sent === this.journal.number) await this.#finish();
    this.tell();
  }

  /** Whether something has to be asked again in a while. */
  get isBehind() {
    return Boolean(this.journal) && (this.#sent < this.journal.number || !this.#server.answers || this.#stuck !== '');
  }

  /** The shift is over, and the server has all of it: nothing stays on the device. */
  async #finish() {
    await this.vault.wipe();
    this.given = undefined;
    this.journal = undefined;
    this.#events = [];
    show('done');
    this.tell();
    root.dataset.waits = '0';
  }
}
