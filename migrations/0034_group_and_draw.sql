-- What the rules ask of projects beside what they cost: the region over which winners are spread, and what one has in
-- common with others of which one wins at most. The review says both, until people vote.

alter table proposal
    -- The code of a territory of the rules (región).
    add region text check (region ~ '^[A-Za-z0-9._-]{1,20}$'),
    -- Of the projects of a contest with one name here, one wins at most (proyectos excluyentes).
    add exclusive_group text check (length(exclusive_group) between 3 and 80 and exclusive_group = btrim(exclusive_group)),
    add check (state = 'viable' or (region is null and exclusive_group is null));
create index proposal_by_group on proposal (tenant_id, process_id, contest_id, exclusive_group)
    where exclusive_group is not null;

-- A number of the public draw that was mistyped: what it was, what it should have been, why, and who confirmed it. The
-- number on record is never changed; the last correction that was confirmed holds in its place.
create table draw_correction (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    -- Of the process, from 1.
    place integer not null check (place > 0),
    number text not null check (number ~ '^[^|[:cntrl:]]{1,100}$'),
    source text not null check (source <> ''),
    drawn_on date not null,
    reason text not null check (reason <> ''),
    proposed_by uuid not null,
    proposed_at timestamptz not null,
    primary key (tenant_id, process_id, place),
    unique (tenant_id, process_id, place, proposed_by),
    foreign key (tenant_id, process_id) references draw_number (tenant_id, process_id),
    foreign key (tenant_id, proposed_by) references person (tenant_id, id)
);
call fence('draw_correction');
call append_only('draw_correction');

create table draw_correction_decision (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    place integer not null,
    proposed_by uuid not null,
    confirmed boolean not null,
    decided_by uuid not null,
    decided_at timestamptz not null,
    primary key (tenant_id, process_id, place),
    foreign key (tenant_id, process_id, place, proposed_by)
        references draw_correction (tenant_id, process_id, place, proposed_by),
    foreign key (tenant_id, decided_by) references person (tenant_id, id),
    -- Nobody confirms what they proposed themselves; whoever proposed it may take it back.
    check (not confirmed or decided_by <> proposed_by)
);
call fence('draw_correction_decision');
call append_only('draw_correction_decision');

-- Corrections come one after the other, and none while a count waits for the second person or after one was approved:
-- what a result rests on stays.
create function correct_before_the_act() returns trigger language plpgsql as $$
begin
    perform from process where tenant_id = new.tenant_id and id = new.process_id for no key update;
    if exists (
        select from process_count counted
        left join count_decision decision using (tenant_id, process_id, number)
        where tenant_id = new.tenant_id and process_id = new.process_id
            and (counted.counted_by is null or decision.approved is distinct from false)
    ) then
        raise exception 'a count rests on the draw' using errcode = 'object_not_in_prerequisite_state';
    end if;
    if tg_table_name = 'draw_correction' then
        if exists (
            select from draw_correction before
            left join draw_correction_decision decided using (tenant_id, process_id, place)
            where tenant_id = new.tenant_id and process_id = new.process_id and decided.confirmed is null
        ) then
            raise exception 'a correction waits' using errcode = 'object_not_in_prerequisite_state';
        end if;
        -- The secret is known by now: another draw would be chosen by who wins with it.
        if not exists (
            select from draw_number held
            where held.tenant_id = new.tenant_id and held.process_id = new.process_id
                and held.source = new.source and held.drawn_on = new.drawn_on
        ) then
            raise exception 'it is another draw' using errcode = 'check_violation';
        end if;
    end if;
    return new;
end
$$;
create trigger before_the_act before insert on draw_correction
    for each row execute function correct_before_the_act();
create trigger before_the_act before insert on draw_correction_decision
    for each row when (new.confirmed) execute function correct_before_the_act();

grant select, insert on draw_correction, draw_correction_decision to convite_app;
