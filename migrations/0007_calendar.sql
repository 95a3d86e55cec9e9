-- The calendar: when each phase of the rules is open, everywhere and where it differs, and the acts that moved it.

-- There may be several phases of one kind: voting on the web, then at polling places.
alter table phase add phase text check (phase ~ '^[a-z0-9][a-z0-9_-]{0,39}$');
alter table phase no force row level security;
update phase set phase = kind;
alter table phase force row level security;
alter table phase
    drop constraint phase_pkey,
    alter phase set not null,
    -- What a phase lets whom do is in the rules.
    drop column allows,
    add primary key (tenant_id, process_id, phase);

-- A territory's own dates for a phase.
create table phase_override (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    phase text not null check (phase ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    territory_id uuid not null,
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    primary key (tenant_id, process_id, phase, territory_id),
    foreign key (tenant_id, process_id) references process (tenant_id, id),
    foreign key (tenant_id, territory_id) references territory (tenant_id, id),
    check (opens_at < closes_at)
);
call fence('phase_override');

-- What moved a phase, append-only.
create table calendar_act (
    tenant_id uuid not null references tenant,
    id uuid not null default gen_random_uuid(),
    process_id uuid not null,
    phase text not null check (phase ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    -- Codes of the territories; everywhere when empty.
    territories text[] not null default '{}',
    -- Null where the phase had no dates.
    was_opens timestamptz,
    was_closes timestamptz,
    becomes_opens timestamptz not null,
    becomes_closes timestamptz not null,
    reason text not null check (reason <> ''),
    -- Null: the command line.
    person_id uuid,
    at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, process_id) references process (tenant_id, id),
    foreign key (tenant_id, person_id) references person (tenant_id, id),
    check ((was_opens is null) = (was_closes is null))
);
create index calendar_act_by_process on calendar_act (tenant_id, process_id, at, id);
call fence('calendar_act');
call append_only('calendar_act');

grant select, insert, update, delete on phase_override to convite_app;
grant select, insert on calendar_act to convite_app;
