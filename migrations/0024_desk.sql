-- Polling places (puestos de votación), their desks (mesas), and what happens there. Nothing here joins a person to a
-- ballot: the journal of a desk says who was handed one, as the list of voters at a desk always did.

create table polling_place (
    tenant_id uuid not null references tenant,
    id uuid not null,
    process_id uuid not null,
    name text not null check (name <> ''),
    address text not null check (address <> ''),
    -- Whose people vote here; null: everybody's.
    territory_id uuid,
    -- Whether it comes to people (itinerante) rather than staying where it is.
    mobile boolean not null default false,
    -- In words, as people read them on the door.
    hours text not null default '',
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, process_id, name),
    foreign key (tenant_id, process_id) references process (tenant_id, id) on delete cascade,
    foreign key (tenant_id, territory_id) references territory (tenant_id, id)
);
call fence('polling_place');

create table desk (
    tenant_id uuid not null references tenant,
    id uuid not null,
    place_id uuid not null,
    number integer not null check (number > 0),
    primary key (tenant_id, id),
    unique (tenant_id, place_id, number),
    foreign key (tenant_id, place_id) references polling_place (tenant_id, id) on delete cascade
);
call fence('desk');

-- A shift (turno) is written by one hand: the pages, or one device.
create table desk_shift (
    tenant_id uuid not null references tenant,
    id uuid not null,
    desk_id uuid not null,
    number integer not null check (number > 0),
    opened_at timestamptz not null,
    opened_by uuid not null,
    -- By what the device shows that it is the one: a hash of its secret. Null: the pages write.
    device bytea check (length(device) = 32),
    -- Its closing act, or that somebody else took it over.
    ended_at timestamptz,
    -- Who took it over and why, where it did not close by itself (relevo).
    relieved_by uuid,
    relief text check (relief <> ''),
    primary key (tenant_id, id),
    unique (tenant_id, desk_id, number),
    foreign key (tenant_id, desk_id) references desk (tenant_id, id) on delete cascade,
    foreign key (tenant_id, opened_by) references person (tenant_id, id),
    foreign key (tenant_id, relieved_by) references person (tenant_id, id),
    check ((relieved_by is null) = (relief is null)),
    check (relieved_by is null or ended_at is not null)
);
create unique index desk_shift_under_way on desk_shift (tenant_id, desk_id) where ended_at is null;
call fence('desk_shift');

-- The journal: each event is the bytes that were written, and their hash.
create table desk_event (
    tenant_id uuid not null references tenant,
    shift_id uuid not null,
    number integer not null check (number > 0),
    hash bytea not null check (length(hash) = 32),
    event bytea not null,
    received_at timestamptz not null,
    primary key (tenant_id, shift_id, number),
    foreign key (tenant_id, shift_id) references desk_shift (tenant_id, id) on delete cascade
);
call fence('desk_event');
call append_only('desk_event');

-- Somebody who was marked at a desk and had voted elsewhere meanwhile: both stay on record.
create table desk_contradiction (
    tenant_id uuid not null references tenant,
    shift_id uuid not null,
    -- The event that marked them.
    number integer not null,
    -- How they had voted; null: the urn was sealed before the desk told.
    channel text check (channel in ('web', 'desk', 'paper')),
    -- What the rule made of the ballot that was handed out.
    decision text not null check (decision in ('set_aside', 'into_box')),
    found_at timestamptz not null,
    primary key (tenant_id, shift_id, number),
    foreign key (tenant_id, shift_id, number) references desk_event (tenant_id, shift_id, number) on delete cascade
);
call fence('desk_contradiction');
call append_only('desk_contradiction');

-- The opening of the envelopes (apertura de los sobres): which went into the box, and which stay closed for good.
create table desk_opening (
    tenant_id uuid not null references tenant,
    shift_id uuid not null,
    opened integer[] not null,
    kept integer[] not null,
    opened_by uuid not null,
    opened_at timestamptz not null,
    primary key (tenant_id, shift_id),
    foreign key (tenant_id, shift_id) references desk_shift (tenant_id, id) on delete cascade,
    foreign key (tenant_id, opened_by) references person (tenant_id, id),
    check (cardinality(opened) + cardinality(kept) > 0 and not opened && kept)
);
call fence('desk_opening');
call append_only('desk_opening');

grant select, insert, update (name, address, territory_id, mobile, hours) on polling_place to convite_app;
grant select, insert on desk to convite_app;
grant select, insert, update (device, ended_at, relieved_by, relief) on desk_shift to convite_app;
grant select, insert on desk_event, desk_contradiction, desk_opening to convite_app;
