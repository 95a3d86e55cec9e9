-- Ceilings of years before a tenant kept its processes here (techos de vigencias anteriores), for the view over the years.
create table past_ceiling (
    tenant_id uuid not null references tenant,
    territory_id uuid not null,
    year integer not null check (year between 1900 and 2200),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    -- In minor units.
    amount_minor bigint not null check (amount_minor >= 0),
    source text not null check (source <> ''),
    -- Made up to show the report; said on every page that shows it.
    sample boolean not null default false,
    primary key (tenant_id, territory_id, year),
    foreign key (tenant_id, territory_id) references territory (tenant_id, id)
);
call fence('past_ceiling');
grant select, insert on past_ceiling to convite_app;
