// The journal of a shift as the device writes it: the same chain, and the same order of things, as the server checks
// (shared/src/desk).

import { bytesOf, sha256 } from './vault.js';

const encoder = new TextEncoder();

/** The letters and digits of a number, as rolls hash it; nothing for what is none. */
export function plainNumber(written) {
  let number = written.replace(/[\s.-]/g, '').toUpperCase();
  if (!/^[0-9A-Z]+$/.test(number)) return undefined;
  if (/^[0-9]+$/.test(number)) number = number.replace(/^0+/, '');
  return number.length >= 4 && number.length <= 20 ? number : undefined;
}

/** What a scanner types of a cédula: the number is right before the name, the day of birth after it. */
export function scanned(typed) {
  const after = typed.split('PubDSK_')[1];
  const found = after?.match(/([0-9]{10})(?=\p{L})/u);
  if (!found) return undefined;
  const born = after.slice(found.index).match(/0[MF]([0-9]{4})([0-9]{2})([0-9]{2})/);
  return { number: found[1], born: born ? `${born[1]}-${born[2]}-${born[3]}` : '' };
}

/** Hashes a document as rolls do. */
export async function entryOf(key, kind, number) {
  const how = await crypto.subtle.importKey('raw', bytesOf(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signed = await crypto.subtle.sign('HMAC', how, encoder.encode(`convite roll\n${kind}\n${number}`));
  return Array.from(new Uint8Array(signed), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Finds somebody in the slice: sorted records of 37 bytes, of which 32 are the hash. */
export class Slice {
  static RECORD = 37;

  constructor(base64) {
    this.bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  }

  find(entry) {
    const wanted = bytesOf(entry);
    let [low, high] = [0, this.bytes.length / Slice.RECORD - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = middle * Slice.RECORD;
      let order = 0;
      for (let place = 0; place < 32 && order === 0; place += 1) order = this.bytes[at + place] - wanted[place];
      if (order === 0) {
        const last = String.fromCharCode(...this.bytes.subarray(at + 32, at + 35));
        return { last, territory: this.bytes[at + 35], standing: this.bytes[at + 36] };
      }
      if (order < 0) low = middle + 1; else high = middle - 1;
    }
    return undefined;
  }
}

/** What events make of a shift. */
export class Journal {
  constructor(head, state) {
    this.number = head.number;
    this.hash = head.hash;
    this.stage = state.stage;
    this.recorded = { ...state.recorded };
    this.marked = new Map(state.marked);
    this.envelope = state.envelope;
  }

  /** The text of the next event. */
  next(act, by, offline) {
    return JSON.stringify({
      number: this.number + 1, before: this.hash, at: new Date().toISOString(), by, offline, act,
    });
  }

  /** Takes an event that was written down. */
  async take(text) {
    const { number, act } = JSON.parse(text);
    const { recorded } = this;
    this.number = number;
    this.hash = await sha256(text);
    switch (act.type) {
      case 'opening': this.stage = 'open'; recorded.papers = act.papers; break;
      case 'delivery': recorded.papers += act.papers; break;
      case 'pause': this.stage = 'paused'; break;
      case 'resume': this.stage = 'open'; break;
      case 'closing': this.stage = 'closed'; break;
      case 'spoilt': recorded.spoilt += 1; break;
      case 'incident': recorded.incidents += 1; break;
      case 'mark':
        this.marked.set(act.entry, number);
        recorded.voters += 1;
        if (act.way.type === 'envelope') {
          recorded.envelopes += 1;
          recorded.in_envelopes += act.contests.length;
          this.envelope = Math.max(this.envelope, act.way.number + 1);
        } else {
          recorded.for_box += act.contests.length;
        }
        break;
      default:
    }
  }

  /** What was counted and differs: the names of the figures with both numbers. */
  differences(counted) {
    const { recorded } = this;
    const expected = {
      voters: recorded.voters,
      in_box: recorded.for_box,
      envelopes: recorded.envelopes,
      spoilt: recorded.spoilt,
      unused: recorded.papers - recorded.for_box - recorded.in_envelopes - recorded.spoilt,
    };
    return Object.keys(expected).filter((name) => expected[name] !== counted[name])
      .map((name) => ({ name, recorded: expected[name], counted: counted[name] }));
  }
}
