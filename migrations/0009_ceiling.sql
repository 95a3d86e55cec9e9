-- Where ceilings come from and what becomes of them: certified amounts, scenarios, and a ledger for each ceiling.

-- An amount that a pool is a share of, as somebody certified it (presupuesto de inversión, recaudo del predial).
create table certified_base (
    tenant_id uuid not null references tenant,
    id uuid not null,
    process_id uuid not null,
    -- The pool's name in the rules.
    pool text not null check (pool ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    -- The territory whose amount it is, where each has its own.
    territory_id uuid,
    -- What the amount is called.
    label text not null check (label <> ''),
    -- In minor units of the process's currency.
    amount_minor bigint not null check (amount_minor >= 0),
    -- The share that the pool is of it, in basis points.
    share_basis_points integer not null check (share_basis_points between 0 and 10000),
    certified_by text not null check (certified_by <> ''),
    reference text check (reference <> ''),
    certified_on date not null,
    -- Null: the command line.
    entered_by uuid,
    entered_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, process_id) references process (tenant_id, id),
    foreign key (tenant_id, territory_id) references territory (tenant_id, id),
    foreign key (tenant_id, entered_by) references person (tenant_id, id)
);
create index certified_base_by_process on certified_base (tenant_id, process_id, pool, entered_at desc);
call fence('certified_base');
-- A correction is another certificate: the last one of a pool and territory counts.
call append_only('certified_base');

-- A way to share a pool out that somebody tried and kept.
create table ceiling_scenario (
    tenant_id uuid not null references tenant,
    id uuid not null,
    process_id uuid not null,
    name text not null check (name <> ''),
    -- The rules' pool with its formula.
    pool jsonb not null,
    -- What it gave: each ceiling with its explanation.
    allocation jsonb not null,
    amount_minor bigint not null check (amount_minor >= 0),
    author_id uuid,
    created_at timestamptz not null,
    -- Whoever has the address that carries this token's SHA-256 may read it; null: not shared.
    token_hash bytea check (octet_length(token_hash) = 32),
    -- The act that adopts it.
    act_title text check (act_title <> ''),
    act_date date,
    act_reference text check (act_reference <> ''),
    adopted_by uuid,
    adopted_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, process_id, name),
    unique (tenant_id, token_hash),
    foreign key (tenant_id, process_id) references process (tenant_id, id),
    foreign key (tenant_id, author_id) references person (tenant_id, id),
    foreign key (tenant_id, adopted_by) references person (tenant_id, id),
    check ((adopted_at is null) = (act_title is null) and (adopted_at is null) = (act_date is null)),
    check (adopted_at is not null or (act_reference is null and adopted_by is null))
);
call fence('ceiling_scenario');

-- What was adopted stays as it was adopted; it may still be shared or not.
create function keep_adopted_scenario() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.adopted_at is null or current_setting('app.erasing', true) = old.tenant_id::text then
            return old;
        end if;
    elsif old.adopted_at is null or to_jsonb(old) - 'token_hash' = to_jsonb(new) - 'token_hash' then
        return new;
    end if;
    raise exception 'an adopted scenario is final' using errcode = 'object_not_in_prerequisite_state';
end
$$;
create trigger final before update or delete on ceiling_scenario
    for each row execute function keep_adopted_scenario();

-- The ledger of each ceiling (libro del techo), append-only. What stands in `contest` follows from it.
create table ceiling_entry (
    tenant_id uuid not null references tenant,
    id uuid not null default gen_random_uuid(),
    contest_id uuid not null,
    kind text not null check (kind in ('adoption', 'addition', 'reduction', 'transfer_out', 'transfer_in', 'carry_over',
        'commitment', 'release')),
    -- In minor units of the process's currency.
    amount_minor bigint not null check (amount_minor > 0 or kind = 'adoption' and amount_minor = 0),
    -- Both entries of a transfer carry the same.
    transfer_id uuid check ((transfer_id is not null) = (kind in ('transfer_out', 'transfer_in'))),
    -- The project that money is committed to.
    proposal_id uuid check (proposal_id is null or kind in ('commitment', 'release')),
    act text not null check (act <> ''),
    reason text check (reason <> ''),
    -- Null: the command line.
    person_id uuid,
    at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, transfer_id, kind),
    foreign key (tenant_id, contest_id) references contest (tenant_id, id),
    foreign key (tenant_id, contest_id, proposal_id) references proposal (tenant_id, contest_id, id),
    foreign key (tenant_id, person_id) references person (tenant_id, id)
);
create unique index ceiling_adopted_once on ceiling_entry (tenant_id, contest_id) where kind = 'adoption';
create index ceiling_entry_by_contest on ceiling_entry (tenant_id, contest_id, at, id);
call fence('ceiling_entry');
call append_only('ceiling_entry');

alter table contest
    alter ceiling_minor set default 0,
    -- What of the ceiling is committed to projects.
    add committed_minor bigint not null default 0 check (committed_minor >= 0),
    add constraint contest_holds_what_is_committed check (committed_minor <= ceiling_minor);

-- Each entry moves the balance of its ceiling. The row is locked by that, so that entries of one ceiling come one after
-- the other, and the constraint on it holds against all of them: a ceiling never goes below what is committed.
create function post_ceiling_entry() returns trigger language plpgsql security definer set search_path = public as $$
begin
    update contest set
        ceiling_minor = ceiling_minor + case
            when new.kind in ('adoption', 'addition', 'transfer_in', 'carry_over') then new.amount_minor
            when new.kind in ('reduction', 'transfer_out') then -new.amount_minor
            else 0 end,
        committed_minor = committed_minor + case new.kind
            when 'commitment' then new.amount_minor
            when 'release' then -new.amount_minor
            else 0 end
    where tenant_id = new.tenant_id and id = new.contest_id;
    if new.kind <> 'adoption' and not exists (
        select from ceiling_entry
        where tenant_id = new.tenant_id and contest_id = new.contest_id and kind = 'adoption') then
        raise exception 'a ceiling is adopted before anything else happens to it'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return null;
end
$$;
create trigger posted after insert on ceiling_entry for each row execute function post_ceiling_entry();

-- At the end of the transaction a transfer has both its entries, of the same amount and between two ceilings of one
-- process: nothing comes from nowhere.
create function balance_transfer() returns trigger language plpgsql as $$
begin
    if not exists (
        select from ceiling_entry other
        join contest there on there.tenant_id = other.tenant_id and there.id = other.contest_id
        join contest here on here.tenant_id = new.tenant_id and here.id = new.contest_id
        where other.tenant_id = new.tenant_id and other.transfer_id = new.transfer_id and other.kind <> new.kind
            and other.amount_minor = new.amount_minor and other.contest_id <> new.contest_id
            and here.process_id = there.process_id) then
        raise exception 'a transfer leaves one ceiling and enters another of the same process'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return null;
end
$$;
create constraint trigger both_sides after insert on ceiling_entry deferrable initially deferred
    for each row when (new.transfer_id is not null) execute function balance_transfer();

-- Balances change through the ledger and in no other way.
create function keep_balance() returns trigger language plpgsql as $$
begin
    -- One level down, it is an entry that does it.
    if pg_trigger_depth() < 2 then
        raise exception 'a ceiling changes through its ledger' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return null;
end
$$;
create trigger begins_with_nothing after insert on contest for each row
    when (new.ceiling_minor <> 0 or new.committed_minor <> 0) execute function keep_balance();
create trigger changes_through_the_ledger after update on contest for each row
    when (old.ceiling_minor <> new.ceiling_minor or old.committed_minor <> new.committed_minor)
    execute function keep_balance();

-- The server has no right to the balances at all: the entries move them.
revoke insert, update on contest from convite_app;
grant insert (tenant_id, id, process_id, territory_id, code, name, vote_type), update (name, vote_type)
    on contest to convite_app;
grant select, insert on certified_base, ceiling_entry to convite_app;
grant select, insert, delete, update (token_hash, act_title, act_date, act_reference, adopted_by, adopted_at)
    on ceiling_scenario to convite_app;
