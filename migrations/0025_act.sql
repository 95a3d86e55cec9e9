-- A count is a draft until a second person approves it. What was approved changes only by a further count, which says
-- why; the earlier ones stay as they were.

create table process_count (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    number integer not null check (number > 0),
    counted_at timestamptz not null,
    -- Who counted, and in which office. Null where the result was published elsewhere, or made up, and is only shown.
    counted_by uuid,
    office text check (office <> ''),
    -- Why it was counted again.
    reason text check (reason <> ''),
    primary key (tenant_id, process_id, number),
    unique (tenant_id, process_id, number, counted_by),
    foreign key (tenant_id, process_id) references process (tenant_id, id),
    foreign key (tenant_id, counted_by) references person (tenant_id, id),
    check ((counted_by is null) = (office is null)),
    check ((number = 1) = (reason is null)),
    check (number = 1 or counted_by is not null)
);
call fence('process_count');
call append_only('process_count');

create table count_decision (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    number integer not null,
    counted_by uuid not null,
    approved boolean not null,
    -- Why it was refused.
    reason text check (reason <> ''),
    decided_by uuid not null,
    office text not null check (office <> ''),
    decided_at timestamptz not null,
    primary key (tenant_id, process_id, number),
    foreign key (tenant_id, process_id, number, counted_by)
        references process_count (tenant_id, process_id, number, counted_by),
    foreign key (tenant_id, decided_by) references person (tenant_id, id),
    -- Nobody approves what they counted themselves.
    check (not approved or decided_by <> counted_by),
    check (approved = (reason is null))
);
call fence('count_decision');
call append_only('count_decision');

-- Rows that are there get what they lacked, whoever's they are.
alter table process no force row level security;
alter table contest no force row level security;
alter table tally no force row level security;
alter table tally_line no force row level security;
alter table process_count no force row level security;

insert into process_count (tenant_id, process_id, number, counted_at)
select contest.tenant_id, contest.process_id, 1, max(tally.counted_at)
from tally join contest on contest.tenant_id = tally.tenant_id and contest.id = tally.contest_id
group by contest.tenant_id, contest.process_id;

alter table tally_line
    drop constraint tally_line_tenant_id_contest_id_fkey,
    drop constraint tally_line_pkey,
    drop constraint tally_line_tenant_id_contest_id_position_key;
alter table tally
    drop constraint tally_pkey,
    add number integer not null default 1;
alter table tally
    alter number drop default,
    add primary key (tenant_id, contest_id, number);
alter table tally_line add number integer not null default 1;
alter table tally_line
    alter number drop default,
    add primary key (tenant_id, contest_id, number, proposal_id),
    add unique (tenant_id, contest_id, number, position),
    add foreign key (tenant_id, contest_id, number) references tally (tenant_id, contest_id, number);

alter table process force row level security;
alter table contest force row level security;
alter table tally force row level security;
alter table tally_line force row level security;
alter table process_count force row level security;

-- One count after the other: the next begins when the last was approved or refused. Without anybody who counted there
-- are only results of demonstrations and of elections that were held elsewhere.
create function count_in_order() returns trigger language plpgsql as $$
begin
    if new.counted_by is null and not exists (select from process
        where tenant_id = new.tenant_id and id = new.process_id and (demonstration or source is not null)) then
        raise exception 'somebody has to count' using errcode = 'check_violation';
    end if;
    if new.number > 1 and not exists (select from process_count before
        left join count_decision using (tenant_id, process_id, number)
        where tenant_id = new.tenant_id and process_id = new.process_id and number = new.number - 1
            and (before.counted_by is null or count_decision.number is not null)) then
        raise exception 'the count before was not decided on' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger in_order before insert on process_count for each row execute function count_in_order();

create function count_under_way() returns trigger language plpgsql as $$
begin
    if not exists (select from contest join process_count using (tenant_id, process_id)
        where contest.tenant_id = new.tenant_id and contest.id = new.contest_id and process_count.number = new.number)
        or exists (select from contest join count_decision using (tenant_id, process_id)
        where contest.tenant_id = new.tenant_id and contest.id = new.contest_id and count_decision.number = new.number)
    then
        raise exception 'no count of this number is under way' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger under_way before insert on tally for each row execute function count_under_way();

-- The count of a process that everybody sees: the last one that was approved, or that needs no approval.
create function published_count(of_tenant uuid, of_process uuid) returns integer language sql stable as $$
    select max(number) from process_count counted
    left join count_decision decision using (tenant_id, process_id, number)
    where tenant_id = of_tenant and process_id = of_process and (counted.counted_by is null or decision.approved)
$$;

grant select, insert on process_count, count_decision to convite_app;

-- What is written down of each contest when it is counted, and the files as they were then.
create table act_record (
    tenant_id uuid not null references tenant,
    contest_id uuid not null,
    number integer not null,
    -- In canonical form.
    record text not null check (record <> ''),
    -- The election file up to its ballots.
    election_head text not null check (election_head <> ''),
    result_table text not null check (result_table <> ''),
    primary key (tenant_id, contest_id, number),
    foreign key (tenant_id, contest_id, number) references tally (tenant_id, contest_id, number)
);
call fence('act_record');
call append_only('act_record');

-- The act of results (acta), signed, once the count was approved.
create table act (
    tenant_id uuid not null references tenant,
    contest_id uuid not null,
    number integer not null,
    -- In canonical form: what is signed.
    document text not null check (document <> ''),
    signature bytea not null check (octet_length(signature) = 64),
    -- Its printed form.
    paper bytea not null check (octet_length(paper) > 0),
    paper_signature bytea not null check (octet_length(paper_signature) = 64),
    -- The public key of both signatures.
    key bytea not null check (octet_length(key) = 32),
    primary key (tenant_id, contest_id, number),
    foreign key (tenant_id, contest_id, number) references act_record (tenant_id, contest_id, number)
);
call fence('act');
call append_only('act');

create function act_of_the_approved() returns trigger language plpgsql as $$
begin
    if not exists (select from contest join count_decision using (tenant_id, process_id)
        where contest.tenant_id = new.tenant_id and contest.id = new.contest_id
            and count_decision.number = new.number and approved) then
        raise exception 'the count was not approved' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger approved before insert on act for each row execute function act_of_the_approved();

grant select, insert on act_record, act to convite_app;
