// The slice of the roll that a device keeps, and what it says of somebody when the server cannot be asked.

import { bytesOf } from './vault.js';

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

/** What the slice of a shift says of a person; `say` has the words. */
export function fromSlice(shift, person, say) {
  const known = shift.people.find(person.entry);
  const sentences = [say('from_slice', { at: shift.taken })];
  const not = (name, values) => ({ may: false, sentences: [...sentences, say(name, values)] });
  const may = (territory) => {
    const { hand_over: handOver } = shift.territories.find((one) => one.code === territory);
    return { may: true, territory, sentences: [...sentences, handOver] };
  };
  const isHere = (territory) => shift.territories.some((one) => one.code === territory && one.here);
  if (known) {
    const place = shift.territories[known.territory];
    const territory = place?.code ?? (isHere(person.lives) ? person.lives : undefined);
    if (known.standing === 1) return not('slice_voted');
    if (known.standing === 2) return not('slice_not');
    return territory ? may(territory) : not('slice_where');
  }
  if (!shift.open) return not('slice_unknown');
  const territory = person.lives || shift.only;
  if (!isHere(territory)) return not('slice_where');
  if (shift.least_age !== null) {
    const age = ageOf(person.born, new Date());
    if (Number.isNaN(age)) return not('slice_born');
    if (age < shift.least_age) return not('slice_young', { age: shift.least_age });
  }
  return may(territory);
}

function ageOf(born, now) {
  const [year, month, day] = born.split('-').map(Number);
  const turned = now.getMonth() + 1 > month || (now.getMonth() + 1 === month && now.getDate() >= day);
  return now.getFullYear() - year - (turned ? 0 : 1);
}
