-- The rules of each tenant as versioned documents: drafted, published by an act, pinned by a process, frozen when its
-- voting opens, and changed after that only by an act of their own.

-- Refuses to change or delete what is final, whoever asks. Only when a whole tenant is deleted do its records go with
-- it: the schema's owner names that tenant first; the server has no right to delete any of it.
create function refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('app.erasing', true) = old.tenant_id::text then
        return old;
    end if;
    raise exception 'rows of % are final', tg_table_name using errcode = 'object_not_in_prerequisite_state';
end
$$;

create function refuse_truncate() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are final', tg_table_name using errcode = 'object_not_in_prerequisite_state';
end
$$;

-- Makes a table append-only.
create procedure append_only(kept regclass) language plpgsql as $$
begin
    execute format(
        'create trigger final before update or delete on %s for each row execute function refuse_change()', kept);
    execute format('create trigger never_emptied before truncate on %s execute function refuse_truncate()', kept);
end
$$;

create table rule_set (
    tenant_id uuid not null references tenant,
    id uuid not null,
    -- The source of truth; the columns below it say what lists need to know.
    document jsonb not null,
    slug text not null generated always as (document ->> 'id') stored,
    title text not null generated always as (document ->> 'title') stored,
    status text not null default 'draft' check (status in ('draft', 'published', 'superseded')),
    -- Counts the changes of a draft: whoever saves says which one was read.
    revision integer not null default 1 check (revision > 0),
    -- Where it was taken from, in words: that may be another tenant, or a version that nobody keeps.
    copied_from text check (copied_from <> ''),
    created_by uuid,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    -- Counted among the versions of one slug when it is published.
    version integer check (version > 0),
    -- SHA-256 of the document in canonical form.
    hash bytea check (octet_length(hash) = 32),
    -- The first day on which a process may follow it.
    effective_from date,
    -- The act that adopts it.
    act_title text check (act_title <> ''),
    act_date date,
    act_reference text check (act_reference <> ''),
    published_by uuid,
    published_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, slug, version),
    -- Lets a process pin a published document: a draft has no hash to refer to.
    unique (tenant_id, id, hash),
    foreign key (tenant_id, created_by) references person (tenant_id, id),
    foreign key (tenant_id, published_by) references person (tenant_id, id),
    check (case status
        when 'draft' then num_nonnulls(version, hash, effective_from, act_title, act_date, act_reference,
            published_by, published_at) = 0
        else num_nulls(version, hash, effective_from, act_title, act_date, published_at) = 0
    end)
);
create index rule_set_by_time on rule_set (tenant_id, changed_at desc, id desc);
create index rule_set_by_hash on rule_set (tenant_id, hash);
create unique index rule_set_in_force on rule_set (tenant_id, slug) where status = 'published';
call fence('rule_set');

-- A published version changes in one way only: a newer one supersedes it.
create function keep_published_rule_set() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.status = 'draft' or current_setting('app.erasing', true) = old.tenant_id::text then
            return old;
        end if;
    elsif old.status = 'draft' then
        return new;
    elsif (old.status = new.status or (old.status, new.status) = ('published', 'superseded'))
        and to_jsonb(old) - '{status,slug,title}'::text[] = to_jsonb(new) - '{status,slug,title}'::text[] then
        return new;
    end if;
    raise exception 'a published rule set is final' using errcode = 'object_not_in_prerequisite_state';
end
$$;
create trigger final before update or delete on rule_set for each row execute function keep_published_rule_set();
create trigger never_emptied before truncate on rule_set execute function refuse_truncate();

-- What tenants published, for others to start from. Rules are public: the observer reads them across tenants.
create table published_rule_set (
    tenant_id uuid not null references tenant,
    rule_set_id uuid not null,
    slug text not null,
    version integer not null,
    title text not null,
    summary text,
    document jsonb not null,
    hash bytea not null check (octet_length(hash) = 32),
    effective_from date not null,
    published_at timestamptz not null,
    primary key (tenant_id, rule_set_id),
    foreign key (tenant_id, rule_set_id) references rule_set (tenant_id, id)
);
call fence('published_rule_set');
call append_only('published_rule_set');
create policy observer on published_rule_set for select to convite_observer using (true);

grant select, insert, update, delete on rule_set to convite_app;
grant select, insert on published_rule_set to convite_app;
grant select on published_rule_set to convite_observer;

-- The process follows one published version; from the opening of its voting on, the one that was in force then.
alter table process
    drop column rules,
    add rule_set_id uuid not null,
    add rule_set_hash bytea not null,
    add frozen_at timestamptz,
    add frozen_hash bytea check (octet_length(frozen_hash) = 32),
    add foreign key (tenant_id, rule_set_id, rule_set_hash) references rule_set (tenant_id, id, hash),
    add check ((frozen_at is null) = (frozen_hash is null));

-- A transitory act (acto transitorio): what changes a running process. It carries the whole document as it is
-- afterwards, so that the rules of any day can be read without doing anything over again.
create table transitory_act (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    -- In order of adoption.
    number integer not null check (number > 0),
    title text not null check (title <> ''),
    -- Where the act itself can be read.
    reference text check (reference <> ''),
    -- The act's own date.
    date date not null,
    reason text not null check (reason <> ''),
    -- Paths of the document: what the act says that it amends.
    amends text[] not null check (cardinality(amends) > 0),
    document jsonb not null,
    hash bytea not null check (octet_length(hash) = 32),
    -- Null: the command line.
    adopted_by uuid,
    adopted_at timestamptz not null,
    primary key (tenant_id, process_id, number),
    foreign key (tenant_id, process_id) references process (tenant_id, id),
    foreign key (tenant_id, adopted_by) references person (tenant_id, id)
);
create index transitory_act_by_hash on transitory_act (tenant_id, hash);
call fence('transitory_act');
call append_only('transitory_act');
grant select, insert on transitory_act to convite_app;

-- Acts are numbered without a gap, and none comes between the opening of the voting and the last count: what people
-- vote under is what is counted.
create function order_transitory_acts() returns trigger language plpgsql as $$
begin
    perform from process where tenant_id = new.tenant_id and id = new.process_id for no key update;
    if new.number <> (select count(*) from transitory_act
        where tenant_id = new.tenant_id and process_id = new.process_id) then
        raise exception 'transitory acts are numbered in their order'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    if exists (select from process where tenant_id = new.tenant_id and id = new.process_id and frozen_at is not null)
        and exists (select from contest
            left join tally on tally.tenant_id = contest.tenant_id and tally.contest_id = contest.id
            where contest.tenant_id = new.tenant_id and contest.process_id = new.process_id
                and tally.contest_id is null) then
        raise exception 'the rules are frozen until every ballot is counted'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return null;
end
$$;
create trigger in_order after insert on transitory_act for each row execute function order_transitory_acts();

-- What a process follows changes by an act only, once there is one, and not at all once it is frozen.
create function keep_process_rules() returns trigger language plpgsql as $$
begin
    if old.frozen_at is not null and (old.frozen_at, old.frozen_hash) is distinct from (new.frozen_at, new.frozen_hash)
        or (old.rule_set_id, old.rule_set_hash) is distinct from (new.rule_set_id, new.rule_set_hash)
            and (old.frozen_at is not null or exists (
                select from transitory_act where tenant_id = old.tenant_id and process_id = old.id)) then
        raise exception 'the rules of this process are final' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger final_rules before update of rule_set_id, rule_set_hash, frozen_at, frozen_hash on process
    for each row execute function keep_process_rules();
