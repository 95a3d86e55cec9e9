-- Ballots on paper, from the printer to the urn. Nothing here joins a person to a ballot: the number of a printed ballot
-- stays on its stub, and ballots are numbered anew in the order in which they lie when the box is opened.

-- Ballots that were printed together (lote), by the number of the first one.
create table paper_batch (
    tenant_id uuid not null references tenant,
    contest_id uuid not null,
    first integer not null check (first > 0),
    ballots integer not null check (ballots between 1 and 200),
    printed_by uuid not null,
    printed_at timestamptz not null,
    primary key (tenant_id, contest_id, first),
    foreign key (tenant_id, contest_id) references contest (tenant_id, id) on delete cascade,
    foreign key (tenant_id, printed_by) references person (tenant_id, id)
);
call fence('paper_batch');
call append_only('paper_batch');

-- The ballots of one contest from the box of one desk (planilla).
create table paper_sheet (
    tenant_id uuid not null references tenant,
    id uuid not null,
    process_id uuid not null,
    -- Within the process: what the receipts of its ballots name.
    number integer not null check (number > 0),
    desk_id uuid not null,
    contest_id uuid not null,
    ballots integer not null check (ballots between 1 and 200),
    registered_by uuid not null,
    registered_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, process_id, number),
    foreign key (tenant_id, process_id, contest_id) references contest (tenant_id, process_id, id),
    foreign key (tenant_id, desk_id) references desk (tenant_id, id),
    foreign key (tenant_id, registered_by) references person (tenant_id, id)
);
create index paper_sheet_by_contest on paper_sheet (tenant_id, contest_id);
call fence('paper_sheet');
call append_only('paper_sheet');

-- Who had the ballots of a sheet, step by step (cadena de custodia).
create table paper_custody (
    tenant_id uuid not null references tenant,
    sheet_id uuid not null,
    number integer not null check (number > 0),
    step text not null check (step in ('sealed', 'handed_over', 'received', 'opened', 'put_away')),
    -- Who had them then, by name: drivers and witnesses have no account.
    holder text not null check (holder <> ''),
    -- The number of the seal on the bag.
    seal text check (seal <> ''),
    note text check (note <> ''),
    noted_by uuid not null,
    noted_at timestamptz not null,
    primary key (tenant_id, sheet_id, number),
    foreign key (tenant_id, sheet_id) references paper_sheet (tenant_id, id) on delete cascade,
    foreign key (tenant_id, noted_by) references person (tenant_id, id)
);
call fence('paper_custody');
call append_only('paper_custody');

-- Two people read each sheet (digitación), neither twice.
create table paper_entry (
    tenant_id uuid not null references tenant,
    sheet_id uuid not null,
    turn smallint not null check (turn in (1, 2)),
    person_id uuid not null,
    entered_at timestamptz not null,
    primary key (tenant_id, sheet_id, turn),
    unique (tenant_id, sheet_id, person_id),
    foreign key (tenant_id, sheet_id) references paper_sheet (tenant_id, id) on delete cascade,
    foreign key (tenant_id, person_id) references person (tenant_id, id)
);
call fence('paper_entry');
call append_only('paper_entry');

create table paper_reading (
    tenant_id uuid not null references tenant,
    sheet_id uuid not null,
    turn smallint not null,
    -- The ballot on the sheet.
    number integer not null check (number > 0),
    reading text not null check (reading ~ '^(blank|rejected [a-z_]+|[0-9]+:[0-9]+( [0-9]+:[0-9]+)*)$'),
    primary key (tenant_id, sheet_id, turn, number),
    foreign key (tenant_id, sheet_id, turn) references paper_entry (tenant_id, sheet_id, turn) on delete cascade
);
call fence('paper_reading');
call append_only('paper_reading');

-- What somebody who read neither decided where the two differ.
create table paper_resolution (
    tenant_id uuid not null references tenant,
    sheet_id uuid not null,
    number integer not null,
    reading text not null check (reading ~ '^(blank|rejected [a-z_]+|[0-9]+:[0-9]+( [0-9]+:[0-9]+)*)$'),
    person_id uuid not null,
    resolved_at timestamptz not null,
    primary key (tenant_id, sheet_id, number),
    foreign key (tenant_id, sheet_id) references paper_sheet (tenant_id, id) on delete cascade,
    foreign key (tenant_id, person_id) references person (tenant_id, id)
);
call fence('paper_resolution');
call append_only('paper_resolution');

create function resolve_only_differences() returns trigger language plpgsql as $$
begin
    if exists (
        select from paper_entry entry
        where entry.tenant_id = new.tenant_id and entry.sheet_id = new.sheet_id and entry.person_id = new.person_id
    ) then
        raise exception 'whoever read a sheet decides nothing on it' using errcode = 'check_violation';
    end if;
    if not exists (
        select from paper_reading one
        join paper_reading other on other.tenant_id = one.tenant_id and other.sheet_id = one.sheet_id
            and other.turn = 2 and other.number = one.number
        where one.tenant_id = new.tenant_id and one.sheet_id = new.sheet_id and one.turn = 1
            and one.number = new.number and one.reading <> other.reading
    ) then
        raise exception 'nothing differs on this ballot' using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger differs before insert on paper_resolution
    for each row execute function resolve_only_differences();

-- Why there are not as many ballots on the sheets of a desk as were handed out there. The last one holds.
create table paper_statement (
    tenant_id uuid not null references tenant,
    desk_id uuid not null,
    contest_id uuid not null,
    number integer not null check (number > 0),
    handed_out integer not null check (handed_out >= 0),
    agreed integer not null check (agreed >= 0 and agreed <> handed_out),
    why text not null check (why in ('taken_away', 'lost', 'annulled', 'elsewhere', 'journal')),
    reason text not null check (reason <> ''),
    stated_by uuid not null,
    stated_at timestamptz not null,
    primary key (tenant_id, desk_id, contest_id, number),
    foreign key (tenant_id, desk_id) references desk (tenant_id, id),
    foreign key (tenant_id, contest_id) references contest (tenant_id, id),
    foreign key (tenant_id, stated_by) references person (tenant_id, id)
);
call fence('paper_statement');
call append_only('paper_statement');

-- Once the urn is sealed, nothing changes any more of what lies in it.
create function refuse_paper_after_the_seal() returns trigger language plpgsql as $$
begin
    if exists (
        select from changed join paper_sheet sheet on sheet.tenant_id = changed.tenant_id and sheet.id = changed.sheet_id
        join urn on urn.tenant_id = sheet.tenant_id and urn.contest_id = sheet.contest_id
        where urn.sealed_at is not null
    ) then
        raise exception 'the urn is sealed' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return null;
end
$$;
create trigger sealed after insert on paper_entry referencing new table as changed
    for each statement execute function refuse_paper_after_the_seal();
create trigger sealed after insert on paper_resolution referencing new table as changed
    for each statement execute function refuse_paper_after_the_seal();
create trigger sealed after insert on paper_sheet referencing new table as changed
    for each statement execute function refuse_after_the_seal();
create trigger sealed after insert on paper_statement referencing new table as changed
    for each statement execute function refuse_after_the_seal();

grant select, insert on paper_batch, paper_sheet, paper_custody, paper_entry, paper_reading, paper_resolution,
    paper_statement to convite_app;
