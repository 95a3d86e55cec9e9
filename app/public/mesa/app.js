// The desk of a polling place on a device of its own, with a network or without. The page brings every word; this only
// shows, asks, and writes the journal.

import { entryOf, plainNumber, scanned, unfinished } from './document.js';
import { form, hideAnswer, note, part, root, say, show, showAnswer, typed, wrong } from './screen.js';
import { Refused, Server } from './server.js';
import { Shift } from './shift.js';
import { fromSlice } from './slice.js';
import { alone } from './window.js';

const { desk, csrf } = root.dataset;
let shift;
let person; // Who stands before the desk.

const server = new Server(`/mesa/${desk}/equipo`, csrf, () => shift?.tell());

/** What the server is asked about whoever stands before the desk. */
function asked() {
  const { entry, kind, last, born, lives } = person;
  const { id, secret } = shift.given;
  return { shift: id, secret, person: [entry, kind, last, born, lives].join('~') };
}

/** Says whether somebody may vote here: as the server knows it, or else as the slice has it. */
async function look() {
  const before = shift.journal.marked.get(person.entry);
  const answer = before
    ? { may: false, sentences: [say('marked_here', { number: before })] }
    : await server.ask('persona', asked()) ?? fromSlice(shift.given, person, say);
  person = { ...person, may: answer.may, territory: answer.territory };
  showAnswer(person, answer);
}

/** Whether the answer of a form is a word of what is wrong with it. */
const told = (name, word) => (word ? wrong(name, say(word)) : form(name).reset());

const submits = {
  async setup() {
    const { officers, code, again } = typed('setup');
    if ([...code].length < 10) return wrong('setup', say('code_short'));
    if (code !== again) return wrong('setup', say('code_differs'));
    const missing = await shift.begin(code, officers.split('\n'));
    // From here on it is the code that opens what the device keeps, and asks again.
    if (missing) show('unlock');
    return missing ? wrong('unlock', say(missing)) : form('setup').reset();
  },
  async unlock() {
    try {
      return told('unlock', await shift.unlock(typed('unlock').code));
    } catch (error) {
      // The server decided against what was asked for: the device is prepared anew.
      if (!(error instanceof Refused)) throw error;
      return wrong('setup', error.message);
    }
  },
  async opening() {
    const { box_empty: empty, papers, seal } = typed('opening');
    if (empty !== '1') return wrong('opening', say('box_empty_missing'));
    if (!/^\d{1,9}$/.test(papers)) return wrong('opening', say('number_wrong'));
    await shift.write({ type: 'opening', box_empty: true, papers: Number(papers), ...(seal ? { seal } : {}) });
    return undefined;
  },
  async find() {
    const { kind, number: written, born, lives } = typed('find');
    const scan = scanned(written);
    const number = plainNumber(scan?.number ?? written);
    if (!kind || !number) return wrong('find', say('document_wrong'));
    const entry = await entryOf(shift.given.key, kind.toLowerCase(), number);
    person = { entry, kind: kind.toLowerCase(), last: number.slice(-3), born: scan?.born || born, lives };
    form('find').reset();
    await look();
    return undefined;
  },
  async mark() {
    if (!person?.may) return undefined;
    const { assisted } = typed('mark');
    const { entry, last } = person;
    // Only the server knows who has voted elsewhere by now. Without its word the ballot goes into an envelope.
    const answer = await server.ask('marcar', asked());
    if (answer && !answer.may) {
      person.may = false;
      showAnswer(person, answer);
      return note(say('take_back', { last }));
    }
    const { rule, territories, number: turn } = shift.given;
    const territory = answer?.territory ?? person.territory;
    const { contests } = territories.find((one) => one.code === territory);
    const sealed = !answer && rule === 'set_aside';
    const way = sealed ? { type: 'envelope', number: shift.journal.envelope } : { type: 'paper' };
    const { number, found } = await shift.write({
      type: 'mark', entry, last_three: last, contests, territory, way,
      ...(assisted ? { assisted } : {}),
    }, !answer);
    person = undefined;
    hideAnswer();
    if (found.some((one) => one.number === number)) note(say('take_back', { last }));
    else if (sealed) note(say('marked_envelope', { last, envelope: `${turn}-${way.number}` }));
    else note(say('marked', { last }));
    form('mark').reset();
    form('find').querySelector('[name=number]').focus();
    return undefined;
  },
  async spoilt() {
    if (shift.journal.recorded.spoilt >= shift.journal.recorded.for_box + shift.journal.recorded.in_envelopes) {
      return wrong('spoilt', say('nothing_to_spoil'));
    }
    await shift.write({ type: 'spoilt' });
    note(say('noted'));
    return undefined;
  },
  async delivery() {
    const { delivered } = typed('delivery');
    if (!/^\d{1,9}$/.test(delivered)) return wrong('delivery', say('number_wrong'));
    await shift.write({ type: 'delivery', papers: Number(delivered) });
    form('delivery').reset();
    note(say('noted'));
    return undefined;
  },
  async incident() {
    const { kind_of: kind, incident } = typed('incident');
    if (!kind) return wrong('incident', say('incident_kind_missing'));
    if ([...incident].length < 10 || [...incident].length > 500) return wrong('incident', say('incident_missing'));
    await shift.write({ type: 'incident', kind, text: incident.replace(/\r\n?/g, '\n') });
    form('incident').reset();
    note(say('noted'));
    return undefined;
  },
  async pause() {
    const { why } = typed('pause');
    if ([...why].length < 10 || [...why].length > 500) return wrong('pause', say('incident_missing'));
    await shift.write({ type: 'pause', text: why });
    form('pause').reset();
    return undefined;
  },
  async resume() {
    await shift.write({ type: 'resume' });
  },
  async closing() {
    const fields = typed('closing');
    const names = ['voters', 'in_box', 'envelopes', 'spoilt', 'unused'];
    if (!names.every((name) => /^\d{1,9}$/.test(fields[name]))) return wrong('closing', say('number_wrong'));
    const counted = Object.fromEntries(names.map((name) => [name, Number(fields[name])]));
    const { explained } = fields;
    const length = [...explained].length;
    if (length > 0 && (length < 10 || length > 500)) return wrong('closing', say('incident_missing'));
    const differs = shift.journal.differences(counted);
    if (differs.length > 0 && length === 0) {
      const sentences = differs.map((one) => say('difference', { ...one, what: say(`counted_${one.name}`) }));
      return wrong('closing', say('unexplained', { list: sentences.join(' ') }));
    }
    await shift.write({ type: 'closing', counted, ...(length > 0 ? { explained: explained.replace(/\r\n?/g, '\n') } : {}) });
    return undefined;
  },
};

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

// A scanner ends each line as a hand ends a number: the form goes once it has typed all of them.
form('find').querySelector('[name=number]').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || unfinished(event.target.value)) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

try {
  await navigator.serviceWorker?.register('/mesa/sw.js', { scope: '/mesa/' });
  await navigator.storage?.persist?.();
} catch {
  note(say('no_worker'));
}
await alone(desk, () => {
  show('waits');
  root.dataset.ready = '';
});
const found = await Shift.of(desk, server);
shift = found.shift;
addEventListener('online', () => shift.reach());
addEventListener('offline', () => server.hush());
setInterval(() => {
  if (shift.isBehind) void shift.reach();
}, 15_000);
if (!navigator.onLine) server.hush();
show(found.isKept ? 'unlock' : root.dataset.may === 'begin' ? 'setup' : 'refused');
shift.tell();
root.dataset.ready = '';
