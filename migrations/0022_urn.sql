-- While people vote, the urn of a contest holds closed envelopes, which only a key outside of the database opens; once
-- it is sealed, ballots lie in it and nothing is added any more.

create table urn (
    tenant_id uuid not null references tenant,
    contest_id uuid not null,
    -- By which envelopes are closed. Null where no ballot ever lay in one: an election that was held elsewhere.
    public_key bytea check (length(public_key) = 32),
    opened_at timestamptz not null,
    -- What is published before the count: how many ballots there are, and the root of the tree over their leaves.
    sealed_at timestamptz,
    ballots bigint check (ballots >= 0),
    root bytea check (length(root) = 32),
    primary key (tenant_id, contest_id),
    foreign key (tenant_id, contest_id) references contest (tenant_id, id) on delete cascade,
    check ((sealed_at is null) = (ballots is null) and (ballots is null) = (root is null))
);
call fence('urn');

-- Envelopes of one contest are equally long, and known by what only their voters can compute.
create table envelope (
    tenant_id uuid not null references tenant,
    contest_id uuid not null,
    id bytea not null check (length(id) = 32),
    sealed bytea not null,
    primary key (tenant_id, contest_id, id),
    foreign key (tenant_id, contest_id) references urn (tenant_id, contest_id) on delete cascade
);
call fence('envelope');

-- A ballot is known by the code of its receipt.
alter table ballot_choice drop constraint ballot_choice_tenant_id_contest_id_ballot_id_fkey;
alter table ballot alter column id type bytea using substring(uuid_send(id) from 1 for 10);
alter table ballot rename column id to code;
alter table ballot add check (length(code) = 10);
alter table ballot_choice alter column ballot_id type bytea using substring(uuid_send(ballot_id) from 1 for 10);
alter table ballot_choice rename column ballot_id to code;
alter table ballot_choice
    add foreign key (tenant_id, contest_id, code) references ballot (tenant_id, contest_id, code) on delete cascade;

create function refuse_after_the_seal() returns trigger language plpgsql as $$
begin
    if exists (select from changed join urn using (tenant_id, contest_id) where urn.sealed_at is not null) then
        raise exception 'the urn is sealed' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return null;
end
$$;
create trigger sealed after insert on envelope referencing new table as changed
    for each statement execute function refuse_after_the_seal();
create trigger sealed after insert on ballot referencing new table as changed
    for each statement execute function refuse_after_the_seal();
create trigger sealed after insert on ballot_choice referencing new table as changed
    for each statement execute function refuse_after_the_seal();

create function keep_the_seal() returns trigger language plpgsql as $$
begin
    if old.sealed_at is not null then
        raise exception 'the urn is sealed' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger sealed before update on urn for each row execute function keep_the_seal();

-- The server throws envelopes away with the seal, and not before.
create policy thrown_away_after_the_seal on envelope as restrictive for delete to convite_app using (exists (
    select from urn
    where urn.tenant_id = envelope.tenant_id and urn.contest_id = envelope.contest_id and urn.sealed_at is not null
));

-- Nothing is counted that was not sealed.
create function count_what_is_sealed() returns trigger language plpgsql as $$
begin
    if not exists (
        select from urn
        where tenant_id = new.tenant_id and contest_id = new.contest_id and sealed_at is not null
            and ballots = new.ballots
    ) then
        raise exception 'the urn is not sealed with so many ballots' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger sealed before insert on tally for each row execute function count_what_is_sealed();

grant select, insert, update (sealed_at, ballots, root) on urn to convite_app;
grant select, insert, delete on envelope to convite_app;
