-- Rolls (padrones): who is on them, as keyed hashes of document numbers. The key lies outside the database; no number is
-- stored anywhere.

-- A file of a roll, from its first line to the day when another takes its place. Its entries carry its id: going into
-- force changes this one row.
create table roll_import (
    tenant_id uuid not null references tenant,
    id uuid not null,
    -- Its name in the rules.
    roll text not null check (roll ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    -- In order of beginning.
    number integer not null check (number > 0),
    entries text not null check (entries in ('people', 'accounts')),
    state text not null check (state in ('loading', 'loaded', 'in_force', 'superseded', 'refused')),
    file_name text not null check (file_name <> ''),
    -- How far the file was read: whole lines, and their SHA-256, which is that of the file once it is loaded.
    byte_offset bigint not null default 0 check (byte_offset >= 0),
    line bigint not null default 0 check (line >= 0),
    digest bytea not null check (octet_length(digest) = 32),
    adults bigint not null default 0 check (adults >= 0),
    minors bigint not null default 0 check (minors >= 0),
    -- Holders of accounts.
    holders bigint not null default 0 check (holders >= 0),
    faults bigint not null default 0 check (faults >= 0),
    began_at timestamptz not null,
    -- Null: the command line.
    loaded_by uuid,
    loaded_at timestamptz,
    -- Against the one that was in force when it was loaded, or last looked at.
    compared_with uuid,
    already_there bigint check (already_there >= 0),
    gone bigint check (gone >= 0),
    -- The second person.
    decided_by uuid,
    decided_at timestamptz,
    reason text check (reason <> ''),
    -- When its entries were deleted; the counts stay.
    emptied_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, roll, number),
    foreign key (tenant_id, loaded_by) references person (tenant_id, id),
    foreign key (tenant_id, decided_by) references person (tenant_id, id),
    foreign key (tenant_id, compared_with) references roll_import (tenant_id, id),
    check ((state = 'loading') = (loaded_at is null) or state = 'refused'),
    check ((state in ('loading', 'loaded')) = (decided_at is null)),
    -- Nobody puts into force what they loaded themselves.
    check (state not in ('in_force', 'superseded') or decided_by is not null and decided_by is distinct from loaded_by)
);
create unique index roll_import_in_force on roll_import (tenant_id, roll) where state = 'in_force';
create unique index roll_import_under_way on roll_import (tenant_id, roll) where state in ('loading', 'loaded');
call fence('roll_import');

create table roll_entry (
    tenant_id uuid not null,
    import_id uuid not null,
    hash bytea not null check (octet_length(hash) = 32),
    last_three text not null,
    -- The official code, where the file gives it.
    territory text,
    -- Only where a condition of the rules asks for an age.
    born date,
    primary key (tenant_id, import_id, hash),
    foreign key (tenant_id, import_id) references roll_import (tenant_id, id)
);
call fence('roll_entry');

-- The same of minors, apart.
create table roll_minor (
    tenant_id uuid not null,
    import_id uuid not null,
    hash bytea not null check (octet_length(hash) = 32),
    last_three text not null,
    territory text,
    born date,
    primary key (tenant_id, import_id, hash),
    foreign key (tenant_id, import_id) references roll_import (tenant_id, id)
);
call fence('roll_minor');

-- Who answers for which account (cuenta): several people for one, several accounts for one person.
create table roll_account (
    tenant_id uuid not null,
    import_id uuid not null,
    -- The document of a holder.
    hash bytea not null check (octet_length(hash) = 32),
    -- Under which the account votes; the same in every import.
    account_id uuid not null,
    last_three text not null,
    territory text,
    primary key (tenant_id, import_id, hash, account_id),
    foreign key (tenant_id, import_id) references roll_import (tenant_id, id)
);
create index roll_account_by_account on roll_account (tenant_id, import_id, account_id);
call fence('roll_account');

-- Lines that could not be kept: where and why, never what stood there.
create table roll_import_fault (
    tenant_id uuid not null,
    import_id uuid not null,
    line bigint not null check (line > 0),
    fault text not null check (fault <> ''),
    primary key (tenant_id, import_id, line),
    foreign key (tenant_id, import_id) references roll_import (tenant_id, id)
);
call fence('roll_import_fault');

-- A correction (corrección): somebody belongs on a roll, or does not, whatever its files say. Append-only; whom it is
-- about stands apart and can be deleted.
create table roll_correction (
    tenant_id uuid not null references tenant,
    id uuid not null,
    roll text not null check (roll ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    what text not null check (what in ('added', 'removed')),
    last_three text not null,
    territory text,
    cause text not null check (cause <> ''),
    entered_by uuid not null,
    entered_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, entered_by) references person (tenant_id, id)
);
create index roll_correction_by_roll on roll_correction (tenant_id, roll, entered_at desc);
call fence('roll_correction');
call append_only('roll_correction');

-- Whether it holds. Where the rules ask for a second person, somebody else decides.
create table roll_correction_decision (
    tenant_id uuid not null references tenant,
    correction_id uuid not null,
    approved boolean not null,
    reason text check (reason <> ''),
    decided_by uuid not null,
    decided_at timestamptz not null,
    primary key (tenant_id, correction_id),
    foreign key (tenant_id, correction_id) references roll_correction (tenant_id, id),
    foreign key (tenant_id, decided_by) references person (tenant_id, id)
);
call fence('roll_correction_decision');
call append_only('roll_correction_decision');

create table roll_corrected (
    tenant_id uuid not null references tenant,
    correction_id uuid not null,
    roll text not null,
    hash bytea not null check (octet_length(hash) = 32),
    primary key (tenant_id, correction_id),
    foreign key (tenant_id, correction_id) references roll_correction (tenant_id, id)
);
create index roll_corrected_by_hash on roll_corrected (tenant_id, roll, hash);
call fence('roll_corrected');

-- Which document the identity provider vouches for: one document, one person.
alter table person
    add document_hash bytea check (octet_length(document_hash) = 32),
    add unique (tenant_id, document_hash);

grant select, insert, update (state, byte_offset, line, digest, adults, minors, holders, faults, loaded_at,
    compared_with, already_there, gone, decided_by, decided_at, reason, emptied_at) on roll_import to convite_app;
grant select, insert, delete on roll_entry, roll_account, roll_import_fault, roll_corrected to convite_app;
grant select, insert, delete on roll_minor to convite_app;
grant select, insert on roll_correction, roll_correction_decision to convite_app;
