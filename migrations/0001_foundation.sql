-- Roles, the fence between tenants, and the registry of sites.
--
-- Three roles, each with the least it needs: the owner (whoever runs the migrations), `convite_app` (the server;
-- never bypasses row-level security) and `convite_observer` (reads published aggregates and nothing else).

do $$
begin
    if not exists (select from pg_roles where rolname = 'convite_app') then
        create role convite_app login nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'convite_observer') then
        create role convite_observer login nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
end
$$;

revoke create on schema public from public;
grant usage on schema public to convite_app, convite_observer;

create extension if not exists unaccent;

-- A text as searches compare it: no accents, no capitals. The dictionary is named, so that the result depends on
-- nothing but the text and can be stored.
create function folded(text) returns text language sql immutable strict parallel safe
    return lower(public.unaccent('public.unaccent', $1));

-- Puts a table behind the fence. Every table with a `tenant_id` goes through here; a test reads the catalogue and
-- fails for any that did not. The setting is made with SET LOCAL at the start of each transaction: a connection that
-- has not entered a tenant compares with null and sees nothing.
create procedure fence(fenced regclass) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', fenced);
    execute format('alter table %s force row level security', fenced);
    execute format(
        'create policy tenant on %s using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)',
        fenced);
end
$$;

-- Whoever has a host of its own (sitio): a municipality or a locality that runs processes, a group that compares its
-- members, or the platform itself. Platform data: it refers to no tenant table, so that it can be replicated to every
-- node when the rest is distributed by tenant.
create table tenant (
    id uuid primary key,
    kind text not null check (kind in
        ('municipality', 'locality', 'metropolitan_area', 'district', 'state', 'platform')),
    slug text not null unique,
    name text not null check (name <> ''),
    -- Hosts beyond the subdomain, e.g. presupuesto.medellin.gov.co.
    domains text[] not null default '{}',
    -- The group whose observatory shows this tenant.
    group_id uuid references tenant,
    status text not null default 'active' check (status in ('active', 'suspended')),
    country text not null check (country ~ '^[A-Z]{2}$'),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    time_zone text not null,
    locale text not null,
    -- Who gave the code (DANE, INEGI) and the code.
    code_authority text,
    official_code text,
    population bigint check (population >= 0),
    -- People old enough to take part, where a source gives them (14 and over in Colombia's processes).
    eligible_population bigint check (eligible_population between 0 and population),
    population_source text,
    theme jsonb not null default '{}',
    -- OpenID Connect: issuer, client, scopes, claims. Null: the group's, else the platform's. Secrets are named here
    -- by the environment variable that holds them, never stored.
    identity jsonb,
    created_at timestamptz not null,
    check ((code_authority is null) = (official_code is null)),
    check (population is null or population_source is not null)
);
create index tenant_by_group on tenant (group_id);
create unique index tenant_platform on tenant (kind) where kind = 'platform';
-- Municipalities are numbered by the country, localities by their district: within a group a code is unique.
create unique index tenant_by_code on tenant (group_id, code_authority, official_code, kind) nulls not distinct
    where official_code is not null;

grant select, update (status) on tenant to convite_app;
grant select (id, kind, slug, name, group_id, status, country, currency, time_zone, locale, code_authority,
    official_code, population, eligible_population, population_source) on tenant to convite_observer;
