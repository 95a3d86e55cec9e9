-- Bodies (instancias), who sits in them, their sessions and minutes.

-- A body of the rules as it exists: for the whole tenant, a process, a territory or a project.
create table body (
    tenant_id uuid not null references tenant,
    id uuid not null,
    -- Its name in the rules.
    key text not null check (key ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    process_id uuid,
    territory_id uuid,
    proposal_id uuid,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique nulls not distinct (tenant_id, key, process_id, territory_id, proposal_id),
    foreign key (tenant_id, process_id) references process (tenant_id, id),
    foreign key (tenant_id, territory_id) references territory (tenant_id, id),
    foreign key (tenant_id, proposal_id) references proposal (tenant_id, id)
);
call fence('body');

-- An appointment (designación) to a seat (curul): the sector it belongs to and its number there.
create table appointment (
    tenant_id uuid not null references tenant,
    id uuid not null,
    body_id uuid not null,
    person_id uuid not null,
    -- By what name the directory shows the person.
    name text not null check (name <> ''),
    sector text not null check (sector ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    seat integer not null check (seat > 0),
    place text not null check (place in ('holder', 'mate')),
    gender text check (gender in ('woman', 'man', 'other')),
    born date,
    from_day date not null,
    until_day date,
    filled_by text not null check (filled_by in ('assembly', 'vote', 'delegation', 'office')),
    act text check (act <> ''),
    -- What the person declared of what the rules exclude; null: nothing declared yet.
    declared text[],
    trained_on date,
    -- Null: the command line.
    entered_by uuid,
    entered_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, body_id, sector, seat, place, from_day),
    foreign key (tenant_id, body_id) references body (tenant_id, id),
    foreign key (tenant_id, person_id) references person (tenant_id, id),
    foreign key (tenant_id, entered_by) references person (tenant_id, id),
    check (until_day is null or from_day <= until_day)
);
create index appointment_by_person on appointment (tenant_id, person_id);
call fence('appointment');

-- A session (sesión) is what its events make of it.
create table body_session (
    tenant_id uuid not null references tenant,
    id uuid not null,
    body_id uuid not null,
    process_id uuid,
    -- In order of convening.
    number integer not null check (number > 0),
    primary key (tenant_id, id),
    unique (tenant_id, body_id, number),
    foreign key (tenant_id, body_id) references body (tenant_id, id),
    foreign key (tenant_id, process_id) references process (tenant_id, id)
);
call fence('body_session');
call append_only('body_session');

create table session_event (
    tenant_id uuid not null references tenant,
    session_id uuid not null,
    -- In order, from 1 without a gap: two events on one state of the session cannot both be added.
    number integer not null check (number > 0),
    at timestamptz not null,
    event jsonb not null,
    -- Who entered it; null: the command line.
    entered_by uuid,
    primary key (tenant_id, session_id, number),
    foreign key (tenant_id, session_id) references body_session (tenant_id, id),
    foreign key (tenant_id, entered_by) references person (tenant_id, id)
);
call fence('session_event');
call append_only('session_event');

create function order_session_events() returns trigger language plpgsql as $$
begin
    if new.number <> (select count(*) from session_event
        where tenant_id = new.tenant_id and session_id = new.session_id) then
        raise exception 'the events of a session follow each other'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return null;
end
$$;
create trigger in_order after insert on session_event for each row execute function order_session_events();

-- The minutes (acta) as they were approved, under their seal.
create table session_minutes (
    tenant_id uuid not null references tenant,
    session_id uuid not null,
    document jsonb not null,
    -- SHA-256 of the document in canonical form.
    seal bytea not null check (octet_length(seal) = 32),
    sealed_at timestamptz not null,
    primary key (tenant_id, session_id),
    foreign key (tenant_id, session_id) references body_session (tenant_id, id)
);
call fence('session_minutes');
call append_only('session_minutes');

-- What sessions decided, by what was decided on.
create table body_decision (
    tenant_id uuid not null references tenant,
    session_id uuid not null,
    -- The motion that carried it, by its number in the session.
    motion integer not null check (motion > 0),
    action text not null check (action <> ''),
    process_id uuid,
    contest_id uuid,
    proposal_id uuid,
    -- What was decided on where it is none of these, in words.
    matter text check (matter <> ''),
    at timestamptz not null,
    primary key (tenant_id, session_id, motion),
    foreign key (tenant_id, session_id) references body_session (tenant_id, id),
    foreign key (tenant_id, process_id) references process (tenant_id, id),
    foreign key (tenant_id, contest_id) references contest (tenant_id, id),
    foreign key (tenant_id, proposal_id) references proposal (tenant_id, id),
    check (num_nonnulls(process_id, contest_id, proposal_id, matter) = 1)
);
create index body_decision_by_proposal on body_decision (tenant_id, proposal_id) where proposal_id is not null;
create index body_decision_by_contest on body_decision (tenant_id, contest_id) where contest_id is not null;
call fence('body_decision');
call append_only('body_decision');

grant select, insert on body, body_session, session_event, session_minutes, body_decision to convite_app;
grant select, insert, update (name, gender, until_day, declared, trained_on) on appointment to convite_app;
