-- Photos of counted sheets, sheets that count nothing, and why ballots are missing: what two people have to say of paper.

-- A photo of a sheet (foto de la planilla) as it is kept: made anew from what was sent, without what a camera adds.
create table paper_photo (
    tenant_id uuid not null references tenant,
    sheet_id uuid not null,
    number integer not null check (number between 1 and 20),
    image bytea not null check (octet_length(image) between 1 and 8388608),
    -- What the act names it by.
    sha256 bytea not null check (sha256 = sha256(image)),
    width integer not null check (width > 0),
    height integer not null check (height > 0),
    added_by uuid not null,
    added_at timestamptz not null,
    primary key (tenant_id, sheet_id, number),
    unique (tenant_id, sheet_id, sha256),
    foreign key (tenant_id, sheet_id) references paper_sheet (tenant_id, id) on delete cascade,
    foreign key (tenant_id, added_by) references person (tenant_id, id)
);
-- It is compressed already.
alter table paper_photo alter column image set storage external;
call fence('paper_photo');
call append_only('paper_photo');
create trigger sealed after insert on paper_photo referencing new table as changed
    for each statement execute function refuse_paper_after_the_seal();

-- That a sheet should count nothing (anulación de una planilla). It counts until a second person says so too.
create table paper_void (
    tenant_id uuid not null references tenant,
    sheet_id uuid not null,
    number integer not null check (number > 0),
    cause text not null check (cause in ('twice', 'mistake', 'wrong_place', 'wrong_count', 'annulled')),
    reason text not null check (reason <> ''),
    proposed_by uuid not null,
    proposed_at timestamptz not null,
    primary key (tenant_id, sheet_id, number),
    unique (tenant_id, sheet_id, number, proposed_by),
    foreign key (tenant_id, sheet_id) references paper_sheet (tenant_id, id) on delete cascade,
    foreign key (tenant_id, proposed_by) references person (tenant_id, id)
);
call fence('paper_void');
call append_only('paper_void');
create trigger sealed after insert on paper_void referencing new table as changed
    for each statement execute function refuse_paper_after_the_seal();

create table paper_void_decision (
    tenant_id uuid not null references tenant,
    sheet_id uuid not null,
    number integer not null,
    proposed_by uuid not null,
    confirmed boolean not null,
    -- Why not.
    reason text check (reason <> ''),
    decided_by uuid not null,
    decided_at timestamptz not null,
    primary key (tenant_id, sheet_id, number),
    foreign key (tenant_id, sheet_id, number, proposed_by)
        references paper_void (tenant_id, sheet_id, number, proposed_by) on delete cascade,
    foreign key (tenant_id, decided_by) references person (tenant_id, id),
    -- Nobody confirms what they proposed themselves.
    check (not confirmed or decided_by <> proposed_by),
    check (confirmed = (reason is null))
);
create unique index paper_void_once on paper_void_decision (tenant_id, sheet_id) where confirmed;
call fence('paper_void_decision');
call append_only('paper_void_decision');
create trigger sealed after insert on paper_void_decision referencing new table as changed
    for each statement execute function refuse_paper_after_the_seal();

-- What counts nothing is not read any more.
create function refuse_what_is_void() returns trigger language plpgsql as $$
begin
    if exists (
        select from changed
        join paper_void_decision decision on decision.tenant_id = changed.tenant_id
            and decision.sheet_id = changed.sheet_id and decision.confirmed
    ) then
        raise exception 'the sheet is void' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return null;
end
$$;
create trigger void after insert on paper_entry referencing new table as changed
    for each statement execute function refuse_what_is_void();
create trigger void after insert on paper_resolution referencing new table as changed
    for each statement execute function refuse_what_is_void();

-- What is said of missing ballots explains nothing before a second person says so too.
alter table paper_statement add unique (tenant_id, desk_id, contest_id, number, stated_by);
create table paper_statement_decision (
    tenant_id uuid not null references tenant,
    desk_id uuid not null,
    contest_id uuid not null,
    number integer not null,
    stated_by uuid not null,
    confirmed boolean not null,
    -- Why not.
    reason text check (reason <> ''),
    decided_by uuid not null,
    decided_at timestamptz not null,
    primary key (tenant_id, desk_id, contest_id, number),
    foreign key (tenant_id, desk_id, contest_id, number, stated_by)
        references paper_statement (tenant_id, desk_id, contest_id, number, stated_by) on delete cascade,
    foreign key (tenant_id, decided_by) references person (tenant_id, id),
    -- Nobody confirms what they said themselves.
    check (not confirmed or decided_by <> stated_by),
    check (confirmed = (reason is null))
);
call fence('paper_statement_decision');
call append_only('paper_statement_decision');
create trigger sealed after insert on paper_statement_decision referencing new table as changed
    for each statement execute function refuse_after_the_seal();

grant select, insert on paper_photo, paper_void, paper_void_decision, paper_statement_decision to convite_app;
