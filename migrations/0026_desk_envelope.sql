-- Envelopes of ballots that were handed out without a network (sobres), each known by itself: whichever shift comes later
-- opens those of the shifts before it, and each is opened once.

create table desk_envelope (
    tenant_id uuid not null references tenant,
    -- The shift that handed it out, and the number on it.
    shift_id uuid not null,
    envelope integer not null,
    -- The event that marked whoever got it.
    number integer not null,
    -- What its ballots are of; null where nobody votes on what it holds.
    contest_id uuid,
    papers integer not null check (papers > 0),
    primary key (tenant_id, shift_id, envelope),
    unique (tenant_id, shift_id, number),
    foreign key (tenant_id, shift_id, number) references desk_event (tenant_id, shift_id, number) on delete cascade,
    foreign key (tenant_id, contest_id) references contest (tenant_id, id) on delete cascade
);
call fence('desk_envelope');
call append_only('desk_envelope');

create table desk_envelope_opening (
    tenant_id uuid not null references tenant,
    shift_id uuid not null,
    envelope integer not null,
    -- Whether its ballots went into a box; where not, it stays closed for good.
    opened boolean not null,
    -- In which box: that of the shift under way, or of the last one where it was over.
    into_shift uuid not null,
    -- The event of that shift which says so; null after its closing act.
    number integer,
    -- Why an administrator gave it up, where nobody has it any more (sobre perdido).
    lost text check (lost <> ''),
    opened_by uuid not null,
    opened_at timestamptz not null,
    primary key (tenant_id, shift_id, envelope),
    foreign key (tenant_id, shift_id, envelope) references desk_envelope (tenant_id, shift_id, envelope)
        on delete cascade,
    foreign key (tenant_id, into_shift) references desk_shift (tenant_id, id) on delete cascade,
    foreign key (tenant_id, into_shift, number) references desk_event (tenant_id, shift_id, number) on delete cascade,
    foreign key (tenant_id, opened_by) references person (tenant_id, id),
    check (lost is null or not opened and number is null)
);
call fence('desk_envelope_opening');
call append_only('desk_envelope_opening');

-- Whoever voted elsewhere does not vote by an envelope.
create function keep_what_is_set_aside() returns trigger language plpgsql as $$
begin
    if new.opened and exists (
        select from desk_envelope envelope
        join desk_contradiction found using (tenant_id, shift_id, number)
        where envelope.tenant_id = new.tenant_id and envelope.shift_id = new.shift_id
            and envelope.envelope = new.envelope and found.decision = 'set_aside'
    ) then
        raise exception 'the envelope stays closed' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger set_aside before insert on desk_envelope_opening
    for each row execute function keep_what_is_set_aside();

-- A vote that a device took while the server could be asked (voto tomado en línea): what its journal says later of the
-- same person is the same vote, and no contradiction.
create table desk_claim (
    tenant_id uuid not null references tenant,
    shift_id uuid not null,
    -- Whose, as rolls know them.
    entry bytea not null check (length(entry) = 32),
    primary key (tenant_id, shift_id, entry),
    foreign key (tenant_id, shift_id) references desk_shift (tenant_id, id) on delete cascade
);
call fence('desk_claim');
call append_only('desk_claim');

-- Envelopes that are there come along, whoever's they are.
alter table contest no force row level security;
alter table territory no force row level security;
alter table polling_place no force row level security;
alter table desk no force row level security;
alter table desk_shift no force row level security;
alter table desk_event no force row level security;
alter table desk_contradiction no force row level security;
alter table desk_opening no force row level security;
alter table desk_envelope no force row level security;
alter table desk_envelope_opening no force row level security;

insert into desk_envelope (tenant_id, shift_id, envelope, number, contest_id, papers)
select marked.tenant_id, marked.shift_id, (marked.act -> 'way' ->> 'number')::integer, marked.number,
    (select contest.id from contest
        left join territory on territory.tenant_id = contest.tenant_id and territory.id = contest.territory_id
        where contest.tenant_id = marked.tenant_id and contest.process_id = place.process_id
            and (territory.code = marked.act ->> 'territory' or contest.territory_id is null)
        order by contest.territory_id nulls last, contest.code
        limit 1),
    jsonb_array_length(marked.act -> 'contests')
from (
    select tenant_id, shift_id, number, convert_from(event, 'UTF8')::jsonb -> 'act' as act from desk_event
) marked
join desk_shift shift on shift.tenant_id = marked.tenant_id and shift.id = marked.shift_id
join desk on desk.tenant_id = shift.tenant_id and desk.id = shift.desk_id
join polling_place place on place.tenant_id = desk.tenant_id and place.id = desk.place_id
where marked.act ->> 'type' = 'mark' and marked.act -> 'way' ->> 'type' = 'envelope';

insert into desk_envelope_opening (tenant_id, shift_id, envelope, opened, into_shift, opened_by, opened_at)
select opening.tenant_id, opening.shift_id, envelope.envelope, envelope.envelope = any (opening.opened),
    opening.shift_id, opening.opened_by, opening.opened_at
from desk_opening opening
join desk_envelope envelope using (tenant_id, shift_id)
where envelope.envelope = any (opening.opened || opening.kept);

drop table desk_opening;

alter table contest force row level security;
alter table territory force row level security;
alter table polling_place force row level security;
alter table desk force row level security;
alter table desk_shift force row level security;
alter table desk_event force row level security;
alter table desk_contradiction force row level security;
alter table desk_envelope force row level security;
alter table desk_envelope_opening force row level security;

grant select, insert on desk_envelope, desk_envelope_opening, desk_claim to convite_app;
