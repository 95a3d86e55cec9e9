-- A participatory budgeting process: its calendar, its contests with their ceilings, and the proposals.

create table process (
    tenant_id uuid not null references tenant,
    id uuid not null,
    slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
    name text not null check (name <> ''),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    -- The money to decide on, in minor units.
    pool_minor bigint not null check (pool_minor >= 0),
    rules jsonb not null,
    -- The one that the tenant's home page shows.
    current boolean not null default false,
    -- Synthetic data, said on every page that shows it.
    demonstration boolean not null default false,
    -- Where an imported election comes from.
    source text,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, slug)
);
create unique index process_current on process (tenant_id) where current;
call fence('process');

create table phase (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    kind text not null check (kind in
        ('convening', 'ideas', 'assemblies', 'formulation', 'socialization', 'ceilings',
        'ballot', 'voting', 'results', 'commitments', 'execution', 'follow_up')),
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    -- What the phase lets whom do: [{"role": …, "action": …}].
    allows jsonb not null,
    primary key (tenant_id, process_id, kind),
    foreign key (tenant_id, process_id) references process (tenant_id, id) on delete cascade,
    check (opens_at < closes_at)
);
call fence('phase');

-- One pool of money, one ballot, one independent count (tarjetón): a territory's, or an imported election's.
create table contest (
    tenant_id uuid not null references tenant,
    id uuid not null,
    process_id uuid not null,
    territory_id uuid,
    -- The territory's code, or a name fit for an address.
    code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
    name text not null check (name <> ''),
    -- Ceiling (techo) in minor units.
    ceiling_minor bigint not null check (ceiling_minor >= 0),
    -- What a choice on the ballot means: approvals, or points (already added up to points for a ranking).
    vote_type text not null default 'approval' check (vote_type in ('approval', 'points', 'ranking')),
    primary key (tenant_id, id),
    unique (tenant_id, process_id, code),
    unique (tenant_id, process_id, territory_id),
    -- Lets other tables say which process a contest is of, and be held to it.
    unique (tenant_id, process_id, id),
    foreign key (tenant_id, process_id) references process (tenant_id, id) on delete cascade,
    foreign key (tenant_id, territory_id) references territory (tenant_id, id)
);
call fence('contest');

-- One record from the neighbour's idea to the ballot.
create table proposal (
    tenant_id uuid not null references tenant,
    id uuid not null,
    process_id uuid not null,
    contest_id uuid not null,
    -- Public number within the process, in order of arrival.
    number integer not null check (number > 0),
    author_id uuid,
    title text not null check (title <> ''),
    need text not null default '',
    place text,
    state text not null check (state in ('submitted', 'viable', 'not_viable')),
    submitted_at timestamptz not null,
    -- The review's outcome.
    reviewer_id uuid,
    reviewed_at timestamptz,
    cost_minor bigint check (cost_minor > 0),
    -- The office that would carry it out (dependencia).
    department text,
    reason text,
    -- Its number on the ballot (tarjetón).
    ballot_number integer check (ballot_number > 0),
    -- The id an imported file gave it; ties by id use it.
    external_id text,
    withdrawn boolean not null default false,
    -- What a search looks through.
    searched text not null generated always as (folded(title || ' ' || need)) stored,
    primary key (tenant_id, id),
    unique (tenant_id, process_id, number),
    unique (tenant_id, contest_id, ballot_number),
    unique (tenant_id, contest_id, external_id),
    -- Lets a choice on a ballot refer to a project of that same contest only.
    unique (tenant_id, contest_id, id),
    foreign key (tenant_id, process_id, contest_id) references contest (tenant_id, process_id, id) on delete cascade,
    foreign key (tenant_id, author_id) references person (tenant_id, id),
    foreign key (tenant_id, reviewer_id) references person (tenant_id, id),
    check (case state
        when 'submitted' then cost_minor is null and ballot_number is null and reason is null
        when 'viable' then cost_minor is not null and ballot_number is not null and reason is null
            and (department is not null or external_id is not null)
        when 'not_viable' then reason is not null and cost_minor is null and ballot_number is null
    end)
);
create index proposal_by_author on proposal (tenant_id, author_id, submitted_at desc);
create index proposal_to_review on proposal (tenant_id, process_id, state, number);
create index proposal_by_contest on proposal (tenant_id, contest_id, state, number);
call fence('proposal');

grant select, insert, update on process, phase, contest, proposal to convite_app;
