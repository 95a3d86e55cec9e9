-- How a pool was divided by an act (distribución de una bolsa) where no scenario was tried first: by theme, within larger
-- territories, by what was certified for each. The last one of a pool counts.
create table pool_plan (
    tenant_id uuid not null references tenant,
    id uuid not null,
    process_id uuid not null,
    -- The pool's name in the rules.
    pool text not null check (pool ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    -- Each ceiling with the territory and the theme that it is for, and how it came about.
    plan jsonb not null,
    act_title text not null check (act_title <> ''),
    act_date date not null,
    act_reference text check (act_reference <> ''),
    -- Null: the command line.
    adopted_by uuid,
    adopted_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, process_id) references process (tenant_id, id),
    foreign key (tenant_id, adopted_by) references person (tenant_id, id)
);
create index pool_plan_by_process on pool_plan (tenant_id, process_id, pool, adopted_at desc);
call fence('pool_plan');
call append_only('pool_plan');
grant select, insert on pool_plan to convite_app;
