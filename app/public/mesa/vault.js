// What a device keeps of a desk, encrypted with the shift's code.
//
// What a stolen device yields: without the code, how many people the slice has and how many events were written, and that
// each guess at the code costs 600,000 rounds of PBKDF2. With the code: who was marked by keyed hash and end of number,
// and the key of those hashes, with which numbers can be tried out against the slice (and against a copy of the database,
// for whoever has one too). It never yields how anybody voted, nor any name. The closing act wipes it; so does opening the
// page when the shift is over.

const ROUNDS = 600_000;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
export const bytesOf = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));
export const sha256 = async (text) => hex(await crypto.subtle.digest('SHA-256', encoder.encode(text)));

async function keyOf(code, salt, rounds) {
  const typed = await crypto.subtle.importKey('raw', encoder.encode(code.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, typed, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

async function seal(key, label, value) {
  const iv = random(12);
  const how = { name: 'AES-GCM', iv, additionalData: encoder.encode(label) };
  return { iv, sealed: await crypto.subtle.encrypt(how, key, encoder.encode(JSON.stringify(value))) };
}

async function open(key, label, { iv, sealed }) {
  const how = { name: 'AES-GCM', iv, additionalData: encoder.encode(label) };
  return JSON.parse(decoder.decode(await crypto.subtle.decrypt(how, key, sealed)));
}

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function database(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('kept');
    request.result.createObjectStore('journal');
  };
  return done(request);
}

/** What one desk keeps on this device. */
export class Vault {
  #db;
  #name;
  #key;

  static async of(desk) {
    const vault = new Vault();
    vault.#name = `desk-${desk}`;
    vault.#db = await database(vault.#name);
    return vault;
  }

  #store(name, mode = 'readonly') {
    // What is written is on the disk before anything is handed over.
    return this.#db.transaction(name, mode, { durability: 'strict' }).objectStore(name);
  }

  async #change(store, change) {
    const transaction = this.#db.transaction(store, 'readwrite', { durability: 'strict' });
    change(transaction.objectStore(store));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  }

  #put(store, key, value) {
    return this.#change(store, (to) => to.put(value, key));
  }

  /** Whether it keeps a shift, and how far that was sent. */
  async plain() {
    return done(this.#store('kept').get('plain'));
  }

  /** The number of the last event that was written here; 0 when there is none. */
  async last() {
    return (await done(this.#store('journal').getAllKeys())).at(-1) ?? 0;
  }

  /** Remembers under a new code what a shift will be asked for with, so that it can be asked for again. */
  async attempt(code, attempt, until) {
    const salt = random(16);
    this.#key = await keyOf(code, salt, ROUNDS);
    await this.#put('kept', 'attempt', await seal(this.#key, 'attempt', attempt));
    await this.#put('kept', 'plain', { salt, rounds: ROUNDS, until, sent: 0 });
  }

  /** Keeps the shift under the code of the attempt. */
  async create(shift) {
    await this.#put('kept', 'shift', await seal(this.#key, 'shift', shift));
    await this.sent(shift.head.number);
  }

  /** The shift and its events, or the attempt to get one, for whoever knows the code; nothing for whoever does not. */
  async unlock(code) {
    const { salt, rounds } = await this.plain();
    const key = await keyOf(code, salt, rounds);
    const [shift, attempt] = [await done(this.#store('kept').get('shift')), await done(this.#store('kept').get('attempt'))];
    let found;
    try {
      found = shift ? { shift: await open(key, 'shift', shift) } : { attempt: await open(key, 'attempt', attempt) };
    } catch {
      return undefined;
    }
    this.#key = key;
    const numbers = await done(this.#store('journal').getAllKeys());
    const events = [];
    for (const number of numbers) {
      events.push(await open(key, `event ${number}`, await done(this.#store('journal').get(number))));
    }
    return { ...found, events };
  }

  /** Writes an event down, for good. A number that is there already is refused: another window wrote it. */
  async write(number, text) {
    const sealed = await seal(this.#key, `event ${number}`, text);
    await this.#change('journal', (to) => to.add(sealed, number));
  }

  /** Remembers up to where the server has the journal. */
  async sent(number) {
    await this.#put('kept', 'plain', { ...await this.plain(), sent: number });
  }

  /** Forgets everything. */
  async wipe() {
    this.#key = undefined;
    this.#db.close();
    await done(indexedDB.deleteDatabase(this.#name));
  }
}
