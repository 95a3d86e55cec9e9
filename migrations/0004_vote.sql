-- The roll and the urn, apart: the roll says that a person took part; the urn holds ballots and nothing that leads back
-- to a person: no person, no time, random ids.

-- Who voted (votó): that a voter did, in which contest and by which channel.
create table participation (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    -- The contest of the process's rules: one vote in each, wherever it is held.
    rule text not null check (rule ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    -- Who has the vote: a document, a person without one, or an account of a roll.
    voter_id uuid not null,
    contest_id uuid not null,
    -- Whose account on this site, where the vote is a person's who has one.
    person_id uuid,
    channel text not null check (channel in ('web', 'desk', 'paper')),
    -- One vote each, kept by the database: by document, and by account on this site whatever its document is today.
    primary key (tenant_id, process_id, rule, voter_id),
    unique (tenant_id, process_id, rule, person_id),
    foreign key (tenant_id, process_id, contest_id) references contest (tenant_id, process_id, id),
    foreign key (tenant_id, person_id) references person (tenant_id, id)
);
create index participation_by_contest on participation (tenant_id, contest_id);
call fence('participation');

create table ballot (
    tenant_id uuid not null references tenant,
    contest_id uuid not null,
    id uuid not null,
    primary key (tenant_id, contest_id, id),
    foreign key (tenant_id, contest_id) references contest (tenant_id, id)
);
call fence('ballot');

-- A ballot without choices is a blank vote (voto en blanco).
create table ballot_choice (
    tenant_id uuid not null references tenant,
    contest_id uuid not null,
    ballot_id uuid not null,
    proposal_id uuid not null,
    -- 1 for an approval; what the ballot gives the project where it gives points.
    points integer not null default 1 check (points >= 0),
    primary key (tenant_id, contest_id, ballot_id, proposal_id),
    foreign key (tenant_id, contest_id, ballot_id) references ballot (tenant_id, contest_id, id) on delete cascade,
    foreign key (tenant_id, contest_id, proposal_id) references proposal (tenant_id, contest_id, id)
);
create index ballot_choice_by_proposal on ballot_choice (tenant_id, contest_id, proposal_id) include (points);
call fence('ballot_choice');

-- A count (escrutinio), sealed: the server may add one and read it, never change it.
create table tally (
    tenant_id uuid not null references tenant,
    contest_id uuid not null,
    counted_at timestamptz not null,
    ballots bigint not null check (ballots >= 0),
    blank_ballots bigint not null check (blank_ballots between 0 and ballots),
    ceiling_minor bigint not null,
    total_cost_minor bigint not null check (total_cost_minor <= ceiling_minor),
    -- The rule as it stood when it was applied.
    tie_order text not null check (tie_order in ('lexico', 'official')),
    minimum_score bigint not null,
    primary key (tenant_id, contest_id),
    foreign key (tenant_id, contest_id) references contest (tenant_id, id)
);
call fence('tally');

create table tally_line (
    tenant_id uuid not null references tenant,
    contest_id uuid not null,
    proposal_id uuid not null,
    position integer not null check (position > 0),
    score bigint not null check (score >= 0),
    cost_minor bigint not null,
    -- What was left when its turn came, in minor units.
    left_before_minor bigint not null check (left_before_minor >= 0),
    outcome text not null check (outcome in ('funded', 'does_not_fit', 'below_minimum', 'withdrawn')),
    -- Projects with the same score, which the tie order put before or after it.
    tied_with uuid[] not null default '{}',
    primary key (tenant_id, contest_id, proposal_id),
    unique (tenant_id, contest_id, position),
    foreign key (tenant_id, contest_id) references tally (tenant_id, contest_id),
    foreign key (tenant_id, contest_id, proposal_id) references proposal (tenant_id, contest_id, id)
);
call fence('tally_line');

grant select, insert on participation, ballot, ballot_choice, tally, tally_line to convite_app;
