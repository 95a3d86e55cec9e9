// How many ballots a second the server takes, beside what PostgreSQL takes of the very same statements alone.
//
// The statements are those that the server sends for one ballot of each territory, read from PostgreSQL's log: pgbench
// repeats them for other voters. Both commit for good, on the same cluster, with as many clients.

import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who votes at the same time. */
const CLIENTS = 16;
/** Whose statements are read from the log, of all territories. */
const CAPTURED = 420;
/** How often each is tried. */
const TIMES = 3;

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/**
 * Casts ballots through the server, then their statements without it, several times by turns: what else the machine does,
 * and how long its disk takes, weighs on both.
 *
 * @param {{port: number, binary: string, data: string, folder: string, environment: object, sql: Function, voters: number}} stage
 *   a running server with a private cluster, the demonstration's data and no limits, and `sql(database, statement)` as
 *   the cluster's superuser; and how many vote each time
 * @returns {{clients: number, times: number, served: number, alone: number, statements: number}} ballots a second: the median
 *   of several times
 */
export function cast({ port, binary, data, folder, environment, sql, voters }) {
  const rehearse = (count, clients, ...more) => {
    const report = join(folder, 'rehearsal.json');
    execFileSync(binary, [
      'rehearse', '--like', 'medellin', '--voters', `${count}`, '--at-once', `${clients}`, '--journey', 'cast',
      '--server', `127.0.0.1:${port}`, '--data-dir', data, '--json', report, '--log', 'warn', '--again', ...more,
    ], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
    return JSON.parse(readFileSync(report, 'utf8'));
  };
  const [served, alone] = [[], []];
  let statements;
  for (let time = 0; time < TIMES; time += 1) {
    served.push(rehearse(voters, CLIENTS).votes_per_second);
    // Enough of them that in each territory some have voted before the one whose statements are taken.
    const ballots = ofEachContest(data, sql, () => rehearse(CAPTURED, 1, '--stay-open'));
    alone.push(repeat(ballots, { data, folder, environment, sql, voters }));
    statements = ballots[0].statements.length;
  }
  return { clients: CLIENTS, times: TIMES, served: median(served), alone: median(alone), statements };
}

/** Repeats the statements of ballots for so many other voters, and gives how many of them a second. */
function repeat(ballots, { data, folder, environment, sql, voters }) {
  const [{ person }] = ballots;
  sql('convite', `insert into person select (jsonb_populate_record(person, jsonb_build_object(
      'id', md5('v' || i)::uuid, 'subject', 'v' || i, 'document_hash', '\\x' || encode(sha256(('d' || i)::bytea), 'hex')))).*
      from person, generate_series(1, ${voters}) i where id = '${person}'`);
  sql('convite', `insert into session select (jsonb_populate_record(session, jsonb_build_object('person_id', md5('v' || i)::uuid,
      'token_hash', '\\x' || encode(sha256(('v' || i)::bytea), 'hex')))).* from session, generate_series(1, ${voters}) i
      where person_id = '${person}'`);
  sql('convite', 'analyze');
  const each = Math.floor(voters / CLIENTS);
  // Each client votes in all contests by turns, as the server's voters come from all territories.
  const scripts = ballots.flatMap(({ statements, person, token, envelope }, place) => {
    const file = join(folder, `cast-${place}.sql`);
    // As what they are known on the roll, by the document that they showed.
    const [voter, document] = sql('convite', `select voter_id || ' ' || encode(document_hash, 'hex')
      from person join participation on participation.person_id = person.id where person.id = '${person}'`).split(' ');
    const own = statements.map((statement) => statement
      .replaceAll(`'{${person}}'`, "array[md5('v' || :i)::uuid]")
      .replaceAll(`'${person}'`, "md5('v' || :i)::uuid")
      .replaceAll(`'{${voter}}'`, "array[md5('d' || :i)::uuid]")
      .replaceAll(`'${voter}'`, "md5('d' || :i)::uuid")
      .replaceAll(`'\\x${document}'`, "sha256(('d' || :i)::bytea)")
      .replaceAll(token, "sha256(('v' || :i)::bytea)")
      .replaceAll(envelope, "sha256(('e' || :i)::bytea)"));
    writeFileSync(file, `\\set n :n + 1\n\\set i :client_id * ${each} + :n\n${own.map((one) => `${one};\n`).join('')}`);
    return ['-f', file];
  });
  const { app } = JSON.parse(readFileSync(join(data, 'passwords.json'), 'utf8'));
  const said = execFileSync('pgbench', [
    '-h', join(data, 'run'), '-U', 'convite_app', '-n', '-M', 'prepared', '-c', `${CLIENTS}`, '-j', '2', '-t', `${each}`,
    '-D', 'n=0', ...scripts, 'convite',
  ], { env: { ...environment, PGPASSWORD: app }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const listed = Number(sql('convite', `select count(*) from participation join tenant on tenant.id = tenant_id
    where tenant.slug = 'ensayo-medellin'`));
  const due = each * CLIENTS + CAPTURED;
  if (listed !== due) throw new Error(`there are ${listed} voters on the roll after pgbench, not ${due}`);
  return Number(/^tps = ([\d.]+)/m.exec(said)[1]);
}

/**
 * The statements of the server for the last ballot of each contest with their values, from the session to the last
 * commit, and what in them is that voter's own.
 */
function ofEachContest(data, sql, vote) {
  const log = join(data, 'postgres.log');
  const from = statSync(log).size;
  const before = sql('convite', "select string_agg(pid::text, '|') from pg_stat_activity where usename = 'convite_app'").split('|');
  for (const setting of ["log_statement = 'all'", "log_line_prefix = '@@%p|'"]) sql('postgres', `alter system set ${setting}`);
  sql('postgres', 'select pg_reload_conf()');
  try {
    vote();
  } finally {
    for (const setting of ['log_statement', 'log_line_prefix']) sql('postgres', `alter system reset ${setting}`);
    sql('postgres', 'select pg_reload_conf()');
  }
  const entries = readFileSync(log).subarray(from).toString('utf8').split('@@').map((entry) => /^(\d+)\|(\w+):\s+([^]*)$/.exec(entry)).filter(Boolean);
  /** Transactions of the server's own connections, in the order of their beginnings. */
  const transactions = [];
  const open = new Map();
  for (const [, pid, kind, text] of entries.filter(([, pid]) => before.includes(pid))) {
    const [, statement] = /^(?:statement|execute [^:]+): ([^]*)$/.exec(text.trim()) ?? [];
    if (kind === 'LOG' && statement) {
      for (const one of /^begin/i.test(statement) ? statement.split(';').map((part) => part.trim()) : [statement]) {
        if (/^begin/i.test(one)) transactions.push(open.set(pid, []).get(pid));
        open.get(pid)?.push(one);
      }
    } else if (kind === 'DETAIL') {
      const values = new Map([...text.matchAll(/\$(\d+) = ('(?:[^']|'')*'|NULL)/g)].map(([, place, value]) => [place, literal(value)]));
      const of = open.get(pid);
      if (of?.length) of.push(of.pop().replace(/\$(\d+)/g, (_, place) => values.get(place) ?? `$${place}`));
    }
  }
  const inOneLine = (statement) => statement.replaceAll(/--[^\n]*/g, '').replaceAll(/\s+/g, ' ').trim();
  const last = new Map();
  let session;
  for (const transaction of transactions) {
    const statements = transaction.map(inOneLine);
    const casts = statements.find((one) => one.includes('insert into participation'));
    if (casts) {
      const [, contest] = /from urn where tenant_id = '[^']+' and contest_id = ('[^']+')/.exec(casts);
      const [envelope] = /'\\x[0-9a-f]{64}'/.exec(casts);
      const [, person] = /person_id = '([^']+)'/.exec(statements.find((one) => one.includes('from appointment')));
      const [, token] = /token_hash = ('\\x[0-9a-f]{64}')/.exec(session.join(' '));
      last.set(contest, { statements: [...session, ...statements], person, token, envelope });
    } else if (statements.some((one) => one.includes('from session'))) {
      session = statements;
    }
  }
  if (last.size < 2) throw new Error('the log does not show ballots of several territories being cast');
  return [...last.values()];
}

/** A value as the log has it; an instant without colons, for pgbench takes what follows one for a variable. */
function literal(value) {
  const instant = /^'(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00'$/.exec(value);
  return instant ? `to_timestamp(${Date.parse(`${instant[1]}T${instant[2]}Z`) / 1000})` : value;
}
