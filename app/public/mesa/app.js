// The desk of a polling place on a device of its own, with a network or without. The page brings every word; this only
// shows, asks, and writes the journal.

import { Journal, Slice, entryOf, plainNumber, scanned } from './journal.js';
import { Vault, hex, random, sha256 } from './vault.js';

const root = document.querySelector('[data-desk]');
const { desk, csrf } = root.dataset;
const words = Object.fromEntries(Array.from(
  document.getElementById('words').content.querySelectorAll('[data-word]'),
  (element) => [element.dataset.word, element.textContent],
));
const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const form = (name) => root.querySelector(`form[data-form="${name}"]`);
const typed = (name) => Object.fromEntries(Array.from(new FormData(form(name)), ([key, value]) => [key, value.trim()]));

const vault = await Vault.of(desk);
let shift; // What the server gave: who, which ballots, the slice of the roll.
let journal; // What was written.
let events = []; // The texts that this device wrote, by number.
let sent = 0; // Up to where the server has them.
let online; // Whether the server answered last time; unknown at first.
let person; // Who stands before the desk.
let sending;
let stuck = ''; // Why the server does not take the next one.

class Refused extends Error {}

/** Asks the server; no network is no mistake. */
async function ask(path, body) {
  let response;
  try {
    response = await fetch(`/mesa/${desk}/equipo/${path}`, {
      method: 'POST', body: JSON.stringify(body), redirect: 'error', signal: AbortSignal.timeout(20_000),
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
    });
  } catch {
    online = false;
    tell();
    return undefined;
  }
  online = response.status < 500;
  if (response.status === 401 || response.status === 403) throw new Refused(say('sign_in'));
  if (!response.ok) throw new Refused((await response.text()).slice(0, 300) || say('failed'));
  return response.json();
}

/** Shows the parts that belong to where the shift stands. */
function show(name) {
  const open = ['opening', 'work', 'paused'].includes(name);
  for (const element of root.querySelectorAll('[data-part]')) element.hidden = element.dataset.part !== name;
  part('acts').hidden = !['work', 'paused'].includes(name);
  part('figures').hidden = !open && name !== 'closed';
  for (const element of root.querySelectorAll('[data-only]')) element.hidden = element.dataset.only !== name;
  tell();
}

function fresh() {
  const stages = { on_duty: 'opening', open: 'work', paused: 'paused', closed: 'closed', blank: 'opening' };
  show(stages[journal.stage]);
  for (const [name, value] of Object.entries(journal.recorded)) {
    const cell = root.querySelector(`[data-figure="${name}"]`);
    if (cell) cell.textContent = String(value);
  }
}

/** Says how the network is, and what waits. */
function tell() {
  const waits = journal ? journal.number - sent : 0;
  const state = root.querySelector('[data-state]');
  let said = online === false ? say('offline', { waits }) : waits > 0 ? say('sending', { waits }) : say('online');
  if (!journal) said = online === false ? say('offline_locked') : '';
  const text = [said, stuck].filter(Boolean).join(' ');
  if (state.textContent !== text) state.textContent = text;
  state.closest('[data-state-of]').hidden = text === '';
  root.dataset.network = online === false ? 'off' : 'on';
  root.dataset.waits = String(waits);
}

/** What went wrong with a form, where its reader is. */
function wrong(name, text) {
  const place = form(name).querySelector('[data-wrong]');
  place.textContent = text;
  place.hidden = text === '';
  if (text) place.focus();
}

function note(text) {
  const place = root.querySelector('[data-note]');
  place.querySelector('p').textContent = text;
  place.hidden = text === '';
}

/** Writes an act down, encrypted and for good, and then sends it if it can. */
async function write(act) {
  const text = journal.next(act, shift.me, online === false);
  await vault.write(journal.number + 1, text);
  await journal.take(text);
  events.push(text);
  fresh();
  return send();
}

/** Sends what the server does not have, in order. What it has already is no mistake: it says so. */
function send() {
  sending = (sending ?? Promise.resolve()).then(bring, bring);
  return sending;
}

async function bring() {
  if (!journal) return [];
  const found = [];
  while (sent < journal.number) {
    const first = journal.number - events.length;
    const some = events.slice(sent - first, sent - first + 50);
    let answer;
    try {
      answer = await ask('libro', { shift: shift.id, secret: shift.secret, events: some });
    } catch (error) {
      stuck = error.message;
      tell();
      return found;
    }
    if (!answer) return found;
    found.push(...answer.contradictions);
    contradictions(answer.contradictions);
    const before = sent;
    sent = Math.min(answer.number, journal.number);
    await vault.sent(sent);
    stuck = answer.refused ? say('stuck', { number: sent + 1, why: answer.refused }) : '';
    tell();
    if (answer.refused || sent === before) return found;
    if (answer.ended && sent === journal.number) await finish();
    if (!journal) return found;
  }
  stuck = '';
  tell();
  return found;
}

function contradictions(found) {
  const list = root.querySelector('[data-contradictions]');
  for (const one of found) {
    const item = document.createElement('li');
    item.textContent = one.text;
    list.append(item);
  }
  if (list.children.length > 0) list.closest('[data-found]').hidden = false;
}

/** The shift is over, and the server has all of it: nothing stays on the device. */
async function finish() {
  await vault.wipe();
  shift = undefined;
  journal = undefined;
  events = [];
  show('done');
}

async function begin(given, code) {
  shift = given;
  // As long as a shift may last; whatever was not sent by then stays until it is.
  await vault.create(code, shift, Date.now() + 36 * 3_600_000);
  sent = shift.head.number;
  ready([]);
}

function ready(written) {
  journal = new Journal(shift.head, shift.state);
  shift.people = new Slice(shift.slice);
  events = written;
  return written.reduce((before, text) => before.then(() => journal.take(text)), Promise.resolve()).then(() => {
    fresh();
    if (sent < journal.number) send();
    else reach();
  });
}

const submits = {
  async setup() {
    const { officers, code, again } = typed('setup');
    if ([...code].length < 10) return wrong('setup', say('code_short'));
    if (code !== again) return wrong('setup', say('code_differs'));
    const secret = hex(random(32));
    const given = await ask('tomar', { officers: officers.split('\n'), device: await sha256(secret) });
    if (!given) return wrong('setup', say('needs_network'));
    form('setup').reset();
    await begin({ ...given, secret }, code);
    return undefined;
  },
  async unlock() {
    const { code } = typed('unlock');
    const kept = await vault.unlock(code);
    if (!kept) return wrong('unlock', say('code_wrong'));
    form('unlock').reset();
    shift = kept.shift;
    ({ sent } = await vault.plain());
    await ready(kept.events);
    return undefined;
  },
  async opening() {
    const { box_empty: empty, papers, seal } = typed('opening');
    if (empty !== '1') return wrong('opening', say('box_empty_missing'));
    if (!/^\d{1,9}$/.test(papers)) return wrong('opening', say('number_wrong'));
    await write({ type: 'opening', box_empty: true, papers: Number(papers), ...(seal ? { seal } : {}) });
    return undefined;
  },
  async find() {
    const { kind, number: written, born, lives } = typed('find');
    const scan = scanned(written);
    const number = plainNumber(scan?.number ?? written);
    if (!kind || !number) return wrong('find', say('document_wrong'));
    const entry = await entryOf(shift.key, kind.toLowerCase(), number);
    person = { entry, kind: kind.toLowerCase(), last: number.slice(-3), born: scan?.born || born, lives };
    form('find').reset();
    await look();
    return undefined;
  },
  async mark() {
    if (!person?.may) return undefined;
    const { assisted } = typed('mark');
    const offline = online === false;
    const way = offline && shift.rule === 'set_aside' ? { type: 'envelope', number: journal.envelope } : { type: 'paper' };
    const { entry, last, territory } = person;
    const found = await write({
      type: 'mark', entry, last_three: last, contests: shift.contests, ...(territory ? { territory } : {}), way,
      ...(assisted ? { assisted } : {}),
    });
    const number = journal?.number;
    const envelope = way.number;
    const told = found.some((one) => one.number === number) ? say('take_back', { last })
      : envelope ? say('marked_envelope', { last, envelope }) : say('marked', { last });
    person = undefined;
    part('work').querySelector('[data-answer]').hidden = true;
    note(told);
    form('find').querySelector('[name=number]').focus();
    return undefined;
  },
  async spoilt() {
    if (journal.recorded.spoilt >= journal.recorded.for_box + journal.recorded.in_envelopes) {
      return wrong('spoilt', say('nothing_to_spoil'));
    }
    await write({ type: 'spoilt' });
    note(say('noted'));
    return undefined;
  },
  async delivery() {
    const { delivered } = typed('delivery');
    if (!/^\d{1,9}$/.test(delivered)) return wrong('delivery', say('number_wrong'));
    await write({ type: 'delivery', papers: Number(delivered) });
    form('delivery').reset();
    note(say('noted'));
    return undefined;
  },
  async incident() {
    const { kind_of: kind, incident } = typed('incident');
    if (!kind) return wrong('incident', say('incident_kind_missing'));
    if ([...incident].length < 10 || [...incident].length > 500) return wrong('incident', say('incident_missing'));
    await write({ type: 'incident', kind, text: incident.replace(/\r\n?/g, '\n') });
    form('incident').reset();
    note(say('noted'));
    return undefined;
  },
  async pause() {
    const { why } = typed('pause');
    if ([...why].length < 10 || [...why].length > 500) return wrong('pause', say('incident_missing'));
    await write({ type: 'pause', text: why });
    form('pause').reset();
    return undefined;
  },
  async resume() {
    await write({ type: 'resume' });
  },
  async closing() {
    const fields = typed('closing');
    const names = ['voters', 'in_box', 'envelopes', 'spoilt', 'unused'];
    if (!names.every((name) => /^\d{1,9}$/.test(fields[name]))) return wrong('closing', say('number_wrong'));
    const counted = Object.fromEntries(names.map((name) => [name, Number(fields[name])]));
    const { explained } = fields;
    const length = [...explained].length;
    if (length > 0 && (length < 10 || length > 500)) return wrong('closing', say('incident_missing'));
    const differs = journal.differences(counted);
    if (differs.length > 0 && length === 0) {
      const sentences = differs.map((one) => say('difference', { ...one, what: say(`counted_${one.name}`) }));
      return wrong('closing', say('unexplained', { list: sentences.join(' ') }));
    }
    await write({ type: 'closing', counted, ...(length > 0 ? { explained: explained.replace(/\r\n?/g, '\n') } : {}) });
    return undefined;
  },
};

/** Says whether somebody may vote here: as the server knows it, or else as the slice has it. */
async function look() {
  const before = journal.marked.get(person.entry);
  let answer;
  if (before) {
    answer = { may: false, sentences: [say('marked_here', { number: before })] };
  } else {
    const { entry, kind, last, born, lives } = person;
    answer = await ask('persona', { shift: shift.id, secret: shift.secret, person: [entry, kind, last, born, lives].join('~') });
    answer ??= fromSlice();
  }
  person = { ...person, may: answer.may, territory: answer.territory };
  const box = part('work').querySelector('[data-answer]');
  box.hidden = false;
  box.querySelector('[data-may]').hidden = !answer.may;
  box.querySelector('[data-may-not]').hidden = answer.may;
  box.querySelector('[data-last]').textContent = say('ends_in', { last: person.last });
  const list = box.querySelector('[data-why]');
  list.replaceChildren(...answer.sentences.map((sentence) => {
    const line = document.createElement('p');
    line.textContent = sentence;
    return line;
  }));
  form('mark').hidden = !answer.may;
  box.querySelector('h2').focus();
}

function fromSlice() {
  const known = shift.people.find(person.entry);
  const sentences = [say('from_slice', { at: shift.taken })];
  const here = (territory) => shift.territories.find((one) => one.code === territory);
  if (known) {
    const place = shift.territories[known.territory];
    const territory = place?.code ?? (here(person.lives)?.here ? person.lives : undefined);
    if (known.standing === 1) return { may: false, sentences: [...sentences, say('slice_voted')] };
    if (known.standing === 2) return { may: false, sentences: [...sentences, say('slice_not')] };
    if (!territory) return { may: false, sentences: [...sentences, say('slice_where')] };
    return { may: true, territory, sentences: [...sentences, say('slice_hand_over', { ballot: here(territory).ballot })] };
  }
  if (!shift.open) return { may: false, sentences: [...sentences, say('slice_unknown')] };
  const territory = person.lives || shift.only;
  if (!here(territory)?.here) return { may: false, sentences: [...sentences, say('slice_where')] };
  if (shift.least_age !== null) {
    const [year, month, day] = person.born.split('-').map(Number);
    const now = new Date();
    const turned = now.getMonth() + 1 > month || (now.getMonth() + 1 === month && now.getDate() >= day);
    const age = now.getFullYear() - year - (turned ? 0 : 1);
    if (Number.isNaN(age)) return { may: false, sentences: [...sentences, say('slice_born')] };
    if (age < shift.least_age) return { may: false, sentences: [...sentences, say('slice_young', { age: shift.least_age })] };
  }
  return { may: true, territory, sentences: [...sentences, say('slice_hand_over', { ballot: here(territory).ballot })] };
}

for (const element of root.querySelectorAll('form[data-form]')) {
  const name = element.dataset.form;
  let busy = false;
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    wrong(name, '');
    note('');
    try {
      await submits[name]();
    } catch (error) {
      wrong(name, error instanceof Refused ? error.message : `${say('failed')} ${error.message}`);
    } finally {
      busy = false;
    }
  });
}

addEventListener('online', () => send());
addEventListener('offline', () => {
  online = false;
  tell();
});
setInterval(() => {
  if (journal && (sent < journal.number || online === false)) void (sent < journal.number ? send() : reach());
}, 15_000);

/** Whether the server can be reached again, where nothing waits to be sent. */
async function reach() {
  try {
    const answer = await ask('libro', { shift: shift.id, secret: shift.secret, events: [] });
    // Somebody ended the shift elsewhere, and nothing waits here.
    if (answer?.ended && sent === journal?.number) await finish();
    tell();
  } catch (error) {
    stuck = error.message;
    tell();
  }
}

if (!navigator.onLine) online = false;
try {
  await navigator.serviceWorker?.register('/mesa/sw.js', { scope: '/mesa/' });
  await navigator.storage?.persist?.();
} catch {
  note(say('no_worker'));
}
let kept = await vault.plain();
// A shift that should long be over: what the server has all of is forgotten.
if (kept && Date.now() > kept.until && await vault.last() <= kept.sent) {
  await vault.wipe();
  location.reload();
  kept = undefined;
}
show(kept ? 'unlock' : root.dataset.may === 'begin' ? 'setup' : 'refused');
root.dataset.ready = '';
