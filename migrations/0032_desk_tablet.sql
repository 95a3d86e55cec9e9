-- Voting on a tablet at a desk (tableta): codes that wait for whoever was given them. A row lives for minutes, and at the
-- longest until its shift ends. Nothing here leads to a ballot: neither the code nor what the tablet shows instead of it
-- goes into an envelope.

create table desk_tablet (
    tenant_id uuid not null references tenant,
    -- Whose, as rolls know them: each has one code at most.
    entry bytea not null check (length(entry) = 32),
    -- The shift that gave it, and the number by which its officers speak of it.
    shift_id uuid not null,
    number integer not null check (number > 0),
    code_hash bytea not null check (length(code_hash) = 32),
    -- By what the tablet is known on which it was typed; null before.
    tablet_hash bytea check (length(tablet_hash) = 32),
    -- The ballot, and what the document said, so that the rules are asked the same again.
    contest_id uuid not null,
    kind text not null,
    last_three text not null,
    born date,
    lives text,
    -- Why somebody helps them, where somebody does.
    assisted text,
    given_by uuid not null,
    until timestamptz not null,
    -- Its ballot is in the urn: whoever sends the same page again did not hear the answer.
    used boolean not null default false,
    primary key (tenant_id, entry),
    unique (tenant_id, shift_id, number),
    unique (tenant_id, code_hash),
    unique (tenant_id, tablet_hash),
    foreign key (tenant_id, shift_id) references desk_shift (tenant_id, id) on delete cascade,
    foreign key (tenant_id, contest_id) references contest (tenant_id, id) on delete cascade,
    foreign key (tenant_id, given_by) references person (tenant_id, id),
    check (tablet_hash is not null or not used)
);
call fence('desk_tablet');

-- How many codes a shift gave, used or not.
alter table desk_shift add column codes integer not null default 0 check (codes >= 0);

grant select, insert, delete, update (tablet_hash, until, used) on desk_tablet to convite_app;
grant update (codes) on desk_shift to convite_app;
