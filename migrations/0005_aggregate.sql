-- What a tenant publishes for others to compare: figures about a process, never about a person. The only tenant table
-- that the observer may read.
create table aggregate (
    tenant_id uuid not null references tenant,
    process_id uuid not null,
    process_name text not null,
    -- The process that the tenant's home page shows: the one to compare.
    current boolean not null,
    demonstration boolean not null,
    published_at timestamptz not null,
    -- Where the process stands; null before its first phase.
    phase text,
    currency text not null,
    pool_minor bigint not null,
    territories integer not null,
    ideas bigint not null,
    projects bigint not null,
    -- Null until the count: while voting runs, nothing is published about it.
    voters bigint,
    funded bigint,
    funded_cost_minor bigint,
    primary key (tenant_id, process_id),
    foreign key (tenant_id, process_id) references process (tenant_id, id) on delete cascade
);
create unique index aggregate_current on aggregate (tenant_id) where current;
call fence('aggregate');
create policy observer on aggregate for select to convite_observer using (true);

grant select, insert, update on aggregate to convite_app;
grant select on aggregate to convite_observer;
