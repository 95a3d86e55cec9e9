// Prints where to look and who one can be, for `make demo`. Its argument is the port that the product listens on.

import { readFileSync } from 'node:fs';

const port = Number(process.argv[2] ?? 3000);
const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const people = read('people.json');
const at = (host) => `http://${host}:${port}/`;

console.log(`
Convite is ready.

  ${at('localhost').padEnd(34)} the platform, with every site
  ${at('medellin.localhost').padEnd(34)} a municipality, from the ideas to the vote
  ${at('amva.localhost').padEnd(34)} the metropolitan area's observatory

Sign in at a site as any of these people, by one click:`);
for (const [site, title] of Object.entries(read('sites.json'))) {
  const here = people.filter((person) => person.site === site);
  if (here.length === 0) continue;
  console.log(`\n  ${title}: ${at(site === 'convite' ? 'localhost' : `${site}.localhost`)}`);
  for (const person of here) console.log(`    ${person.name.padEnd(24)} ${person.what}`);
}
console.log('');
