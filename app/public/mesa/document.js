// Documents of identity: their numbers as people write them and as scanners type them, and what rolls keep of them.

import { bytesOf } from './vault.js';

const encoder = new TextEncoder();

/** The letters and digits of a number, as rolls hash it; nothing for what is none. */
export function plainNumber(written) {
  let number = written.replace(/[\s.-]/g, '').toUpperCase();
  if (!/^[0-9A-Z]+$/.test(number)) return undefined;
  if (/^[0-9]+$/.test(number)) number = number.replace(/^0+/, '');
  return number.length >= 4 && number.length <= 20 ? number : undefined;
}

const MACHINE = /^I[C<]COL/;
const LINE = 30;

/** What a scanner types of a document: the number, and the day of birth if it says so. */
export function scanned(typed, today = new Date()) {
  return barcode(typed) ?? lines(typed, today);
}

/** The code of the yellow cédula: the number is right before the name, the day of birth after it. */
function barcode(typed) {
  const after = typed.split('PubDSK_')[1];
  const found = after?.match(/([0-9]{10})(?=\p{L})/u);
  if (!found) return undefined;
  const born = after.slice(found.index).match(/0[MF]([0-9]{4})([0-9]{2})([0-9]{2})/);
  return { number: found[1], born: born ? `${born[1]}-${born[2]}-${born[3]}` : '' };
}

/** The three lines for machines: the second one begins with the day of birth, and has the number after the country. */
function lines(typed, today) {
  const text = typed.replace(/\s/g, '');
  const second = MACHINE.test(text) ? text.slice(LINE, 2 * LINE) : '';
  const found = second.match(/^([0-9]{2})([0-9]{2})([0-9]{2}).{9}COL([0-9]+)/);
  if (second.length < LINE || !found) return undefined;
  const [, year, month, day, number] = found;
  const born = ['20', '19'].map((century) => `${century}${year}-${month}-${day}`)
    .find((date) => new Date(date) <= today) ?? '';
  return { number, born };
}

/** Whether a scanner has not typed all of it yet, though it ended a line. */
export function unfinished(typed) {
  const text = typed.replace(/\s/g, '');
  if (MACHINE.test(text)) return text.length < 3 * LINE;
  return text.includes('PubDSK_') && !scanned(typed)?.born;
}

/** Hashes a document as rolls do. */
export async function entryOf(key, kind, number) {
  const how = await crypto.subtle.importKey('raw', bytesOf(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signed = await crypto.subtle.sign('HMAC', how, encoder.encode(`convite roll\n${kind}\n${number}`));
  return Array.from(new Uint8Array(signed), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
