-- Signals of fraud (señales). While people vote on the web, sums by keyed hashes of networks and browsers, which say
-- nothing of who voted; once the urns are sealed, cases that people look into, without any hash.

create table signal_sum (
    tenant_id uuid not null references tenant,
    contest_id uuid not null,
    kind text not null check (kind in ('pace', 'network', 'device')),
    -- Zeros for the pace.
    mark bytea not null check (octet_length(mark) = 16),
    -- The beginning of the day, or of the span of time of a pace.
    since timestamptz not null,
    votes bigint not null check (votes > 0),
    primary key (tenant_id, contest_id, kind, mark, since),
    foreign key (tenant_id, contest_id) references contest (tenant_id, id) on delete cascade
);
call fence('signal_sum');

-- From when on something is a signal; a process without a row has what is usual.
create table signal_threshold (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    pace integer not null check (pace between 2 and 1000),
    network integer not null check (network between 5 and 100000),
    device integer not null check (device between 5 and 100000),
    opens smallint not null check (opens between 0 and 23),
    closes smallint not null check (closes between 1 and 24 and closes > opens),
    primary key (tenant_id, process_id),
    foreign key (tenant_id, process_id) references process (tenant_id, id) on delete cascade
);
call fence('signal_threshold');

-- Somebody fixed the list of signals of a process: what is not on it is gone.
create table signal_review (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    fixed_at timestamptz not null,
    fixed_by uuid not null,
    primary key (tenant_id, process_id),
    foreign key (tenant_id, process_id) references process (tenant_id, id) on delete cascade,
    foreign key (tenant_id, fixed_by) references person (tenant_id, id)
);
call fence('signal_review');
call append_only('signal_review');

create table signal_case (
    tenant_id uuid not null references tenant,
    id uuid not null,
    process_id uuid not null,
    number integer not null check (number > 0),
    kind text not null check (kind in ('pace', 'network', 'device', 'desk_hours', 'roll_added', 'roll_removed')),
    contest_id uuid,
    desk text check (desk <> ''),
    since timestamptz,
    votes bigint not null check (votes > 0),
    usual bigint check (usual >= 0),
    primary key (tenant_id, id),
    unique (tenant_id, process_id, number),
    foreign key (tenant_id, process_id) references signal_review (tenant_id, process_id) on delete cascade,
    foreign key (tenant_id, contest_id) references contest (tenant_id, id),
    check ((kind = 'desk_hours') = (desk is not null) and (kind = 'desk_hours') = (contest_id is null))
);
call fence('signal_case');
call append_only('signal_case');

-- What somebody makes of a case. Nobody reads it before a second person has given theirs: the server may not read this
-- table's verdicts and notes but by the function below.
create table signal_opinion (
    tenant_id uuid not null references tenant,
    case_id uuid not null,
    person_id uuid not null,
    -- In the order in which they came.
    number integer not null check (number between 1 and 3),
    office text not null check (office <> ''),
    verdict text not null check (verdict in ('explained', 'referred')),
    note text not null check (note <> ''),
    given_at timestamptz not null,
    primary key (tenant_id, case_id, person_id),
    unique (tenant_id, case_id, number),
    foreign key (tenant_id, case_id) references signal_case (tenant_id, id) on delete cascade,
    foreign key (tenant_id, person_id) references person (tenant_id, id)
);
call fence('signal_opinion');
call append_only('signal_opinion');

-- A third opinion only where two differ.
create function third_opinion_decides() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if new.number <> 1 + (select count(*) from signal_opinion
        where tenant_id = new.tenant_id and case_id = new.case_id) then
        raise exception 'another opinion came before' using errcode = 'object_not_in_prerequisite_state';
    end if;
    if new.number = 3 and (select count(distinct verdict) from signal_opinion
        where tenant_id = new.tenant_id and case_id = new.case_id) <> 2 then
        raise exception 'the case is decided' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger in_order before insert on signal_opinion for each row execute function third_opinion_decides();

-- The opinions of a process's cases on which at least two people gave theirs.
create function open_opinions(of_tenant uuid, of_process uuid)
returns table (case_id uuid, number integer, person_id uuid, office text, verdict text, note text, given_at timestamptz)
language sql stable security definer set search_path = public as $$
    select opinion.case_id, opinion.number, opinion.person_id, opinion.office, opinion.verdict, opinion.note,
        opinion.given_at
    from signal_case
    join signal_opinion opinion on opinion.tenant_id = signal_case.tenant_id and opinion.case_id = signal_case.id
    where signal_case.tenant_id = of_tenant and signal_case.process_id = of_process
        and (select count(*) from signal_opinion given
            where given.tenant_id = opinion.tenant_id and given.case_id = opinion.case_id) >= 2
$$;
revoke execute on function open_opinions(uuid, uuid) from public;
grant execute on function open_opinions(uuid, uuid) to convite_app;

-- The list is fixed once all urns are sealed, and nothing is summed up after it.
create function fix_after_the_seal() returns trigger language plpgsql as $$
begin
    if exists (select from contest join urn on urn.tenant_id = contest.tenant_id and urn.contest_id = contest.id
        where contest.tenant_id = new.tenant_id and contest.process_id = new.process_id and urn.sealed_at is null) then
        raise exception 'an urn is not sealed' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger sealed before insert on signal_review for each row execute function fix_after_the_seal();

grant select, insert, update (votes), delete on signal_sum to convite_app;
grant select, insert, update (pace, network, device, opens, closes) on signal_threshold to convite_app;
grant select, insert on signal_review, signal_case to convite_app;
grant select (tenant_id, case_id, person_id, number, given_at), insert on signal_opinion to convite_app;
