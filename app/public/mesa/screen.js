// What the page of a device shows. The page brings every word.

const root = document.querySelector('[data-desk]');
const words = Object.fromEntries(Array.from(
  document.getElementById('words').content.querySelectorAll('[data-word]'),
  (element) => [element.dataset.word, element.textContent],
));

export { root };
// A time may end in a point of its own.
export const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]).replace('m..', 'm.');
export const part = (name) => root.querySelector(`[data-part="${name}"]`);
export const form = (name) => root.querySelector(`form[data-form="${name}"]`);
export const typed = (name) => Object.fromEntries(
  Array.from(new FormData(form(name)), ([key, value]) => [key, value.trim()]),
);

/** Shows the parts that belong to where the shift stands. */
export function show(name) {
  const open = ['opening', 'work', 'paused'].includes(name);
  for (const element of root.querySelectorAll('[data-part]')) element.hidden = element.dataset.part !== name;
  part('acts').hidden = !['work', 'paused'].includes(name);
  part('figures').hidden = !open && name !== 'closed';
  for (const element of root.querySelectorAll('[data-only]')) element.hidden = element.dataset.only !== name;
}

/** Shows how a journal stands. */
export function showJournal(journal) {
  const stages = { on_duty: 'opening', open: 'work', paused: 'paused', closed: 'closed', blank: 'opening' };
  show(stages[journal.stage]);
  const { recorded } = journal;
  const figures = { ...recorded, in_box: recorded.for_box + recorded.from_envelopes };
  for (const [name, value] of Object.entries(figures)) {
    const cell = root.querySelector(`[data-figure="${name}"]`);
    if (cell) cell.textContent = String(value);
  }
}

/** Says how the server is, what waits to be sent, and what keeps it from being taken. */
export function tell(state, waits, { keeps, stuck }) {
  const away = state === 'silent' || state === 'unsigned';
  let said = '';
  if (state === 'unsigned') said = say('unsigned', { waits });
  else if (state === 'silent') said = keeps ? say('offline', { waits }) : say('offline_locked');
  else if (keeps) said = waits > 0 ? say('sending', { waits }) : say('online');
  const place = root.querySelector('[data-state]');
  const text = [said, stuck].filter(Boolean).join(' ');
  if (place.textContent !== text) place.textContent = text;
  place.closest('[data-state-of]').hidden = text === '';
  root.querySelector('[data-sign-in]').hidden = state !== 'unsigned';
  root.dataset.network = away ? 'off' : 'on';
  root.dataset.waits = String(waits);
}

/** What went wrong with a form, where its reader is. */
export function wrong(name, text) {
  const place = form(name).querySelector('[data-wrong]');
  place.textContent = text;
  place.hidden = text === '';
  if (text) place.focus();
}

/** What was done. */
export function note(text) {
  const place = root.querySelector('[data-note]');
  place.querySelector('p').textContent = text;
  place.hidden = text === '';
}

/** Whoever voted twice, as far as it is found. */
export function showContradictions(found) {
  const list = root.querySelector('[data-contradictions]');
  list.replaceChildren(...found.map(({ text }) => {
    const item = document.createElement('li');
    item.textContent = text;
    return item;
  }));
  list.closest('[data-found]').hidden = found.length === 0;
}

/** The answer about a person. */
export function showAnswer(person, answer) {
  const box = part('work').querySelector('[data-answer]');
  box.hidden = false;
  box.querySelector('[data-may]').hidden = !answer.may;
  box.querySelector('[data-may-not]').hidden = answer.may;
  box.querySelector('[data-last]').textContent = say('ends_in', { last: person.last });
  box.querySelector('[data-why]').replaceChildren(...answer.sentences.map((sentence) => {
    const line = document.createElement('p');
    line.textContent = sentence;
    return line;
  }));
  form('mark').hidden = !answer.may;
  box.querySelector('h2').focus();
}

/** The person was attended to. */
export function hideAnswer() {
  part('work').querySelector('[data-answer]').hidden = true;
}
