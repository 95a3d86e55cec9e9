// The whole product in the machine's own Chromium: one server with the demonstration, every audience's way through it.

import { after, before, describe } from 'node:test';
import { launch } from './support/chromium.mjs';
import { start } from './support/product.mjs';
import { Visitors } from './support/visitor.mjs';
import { administration } from './suites/administration.mjs';
import { appearance } from './suites/appearance.mjs';
import { ballots } from './suites/ballots.mjs';
import { casting } from './suites/casting.mjs';
import { count } from './suites/count.mjs';
import { deadlines } from './suites/deadlines.mjs';
import { desk } from './suites/desk.mjs';
import { ideas } from './suites/ideas.mjs';
import { observatory } from './suites/observatory.mjs';
import { paper } from './suites/paper.mjs';
import { preparation } from './suites/preparation.mjs';
import { queue } from './suites/queue.mjs';
import { route } from './suites/route.mjs';
import { rules } from './suites/rules.mjs';
import { sessions } from './suites/session.mjs';
import { signIn } from './suites/sign_in.mjs';
import { tablet } from './suites/tablet.mjs';
import { vote } from './suites/vote.mjs';

const world = {};
let browser;

before(async () => {
  world.product = await start();
  browser = await launch();
  world.visitors = new Visitors(browser, world.product);
  world.visit = (how) => world.visitors.visit(how);
});

after(async () => {
  await browser?.close();
  await world.product?.stop();
});

// First what bodies decide while the rules let them, then what leads to the vote, one thing after the other; then what
// only looks, side by side; then what changes the state of the demonstration, each on its own part of it; then the count,
// after which nothing about the vote can change; and last what keeps the server from answering anybody else.
describe('a session of a body', () => sessions(world));
describe('before the vote', () => preparation(world));
describe('pages', { concurrency: 3 }, () => appearance(world));
describe('journeys', { concurrency: 3 }, () => {
  signIn(world);
  ideas(world);
  deadlines(world);
  vote(world);
  administration(world);
  ballots(world);
  route(world);
  observatory(world);
});
describe('casting', { concurrency: 3 }, () => casting(world));
describe('a polling place', () => desk(world));
describe('a tablet', () => tablet(world));
describe('votes on paper', () => paper(world));
describe('rules', () => rules(world));
describe('the count', () => count(world));
describe('a crowd', () => queue(world));
