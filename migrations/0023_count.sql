-- A count finds winners by any rule of a rule set, and what was decided about each project stands as it was told.

-- Rows that are there get what they lacked, whoever's they are.
alter table tally no force row level security;
alter table tally_line no force row level security;

alter table tally
    -- How winners were found, as the rules had it.
    add rule jsonb,
    -- Each theme's part of the money, where it is divided by theme.
    add parts jsonb not null default '{}',
    -- Every tie, by numbers on the ballot, with what put each project before the next.
    add ties jsonb not null default '[]',
    -- What the ceiling has left; null where winners are found whatever they cost.
    add left_minor bigint check (left_minor >= 0),
    -- What the public draw was made from, where there was one.
    add draw_seed text check (draw_seed <> ''),
    -- What each voter's share came to, where winners are found by shares.
    add shares jsonb,
    -- What other rules would have made of the same ballots.
    add alternatives jsonb not null default '[]',
    drop constraint tally_check1;
update tally set left_minor = ceiling_minor - total_cost_minor,
    rule = jsonb_build_object('type', 'greedy', 'tie', case tie_order
        when 'official' then '["lower_cost", "ballot_number"]'::jsonb else '["ballot_number"]'::jsonb end);
alter table tally
    alter rule set not null,
    drop tie_order;

alter table tally_line
    -- What was decided, with the figures that explain it.
    add reason jsonb,
    -- What became of its supporters' money, where voters have shares and could not buy it with them.
    add shortfall jsonb,
    alter left_before_minor drop not null;
update tally_line line set reason = case outcome
    when 'funded' then '{"reason": "won"}'::jsonb
    when 'does_not_fit' then jsonb_build_object('reason', outcome, 'missing', cost_minor - left_before_minor)
    when 'below_minimum' then jsonb_build_object('reason', outcome, 'minimum', (select minimum_score from tally
        where tally.tenant_id = line.tenant_id and tally.contest_id = line.contest_id))
    else '{"reason": "withdrawn"}'::jsonb end;
alter table tally_line
    alter reason set not null,
    add check (reason ->> 'reason' is not null),
    add won boolean not null generated always as (reason ->> 'reason' in ('won', 'bought', 'loaded')) stored,
    -- The count tells its ties.
    drop tied_with,
    drop outcome;

alter table tally force row level security;
alter table tally_line force row level security;

-- The public draw (sorteo): what is committed to before the vote, what is drawn in public after it, and the seed that
-- the two make together.

create table draw_commitment (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    -- SHA-256 of the secret, in hexadecimal.
    commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
    committed_at timestamptz not null,
    committed_by uuid not null,
    primary key (tenant_id, process_id),
    foreign key (tenant_id, process_id) references process (tenant_id, id),
    foreign key (tenant_id, committed_by) references person (tenant_id, id)
);
call fence('draw_commitment');
call append_only('draw_commitment');

-- The secret itself. The server adds it and cannot read it: `revealed_secret` tells it once the public number is on
-- record.
create table draw_secret (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    secret text not null check (secret ~ '^[0-9a-f]{64}$'),
    primary key (tenant_id, process_id),
    foreign key (tenant_id, process_id) references draw_commitment (tenant_id, process_id)
);
call fence('draw_secret');
call append_only('draw_secret');

create function hold_to_commitment() returns trigger language plpgsql as $$
begin
    if not exists (select from draw_commitment
        where tenant_id = new.tenant_id and process_id = new.process_id
            and commitment = encode(sha256(convert_to(new.secret, 'UTF8')), 'hex')) then
        raise exception 'the secret is not the one committed to' using errcode = 'check_violation';
    end if;
    return null;
end
$$;
create trigger committed after insert on draw_secret for each row execute function hold_to_commitment();

create table draw_number (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    number text not null check (number ~ '^[^|[:cntrl:]]{1,100}$'),
    -- Where it was drawn: which lottery, which draw.
    source text not null check (source <> ''),
    drawn_on date not null,
    entered_at timestamptz not null,
    entered_by uuid not null,
    primary key (tenant_id, process_id),
    foreign key (tenant_id, process_id) references draw_commitment (tenant_id, process_id),
    foreign key (tenant_id, entered_by) references person (tenant_id, id)
);
call fence('draw_number');
call append_only('draw_number');

create function revealed_secret(of_process uuid) returns text
    language sql stable security definer set search_path = public as $$
    select secret.secret from draw_secret secret
    join draw_number number using (tenant_id, process_id)
    where secret.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and secret.process_id = of_process
$$;
revoke all on function revealed_secret(uuid) from public;
grant execute on function revealed_secret(uuid) to convite_app;

grant select, insert on draw_commitment, draw_number to convite_app;
grant select (tenant_id, process_id), insert on draw_secret to convite_app;
