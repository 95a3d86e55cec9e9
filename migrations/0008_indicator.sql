-- Figures of indicators: one number for each territory, indicator and year, with its source. What nobody measured has no
-- row.
create table indicator_figure (
    tenant_id uuid not null references tenant,
    territory_id uuid not null,
    -- The indicator's name in the rules; `population` is the inhabitants, `ipm` the multidimensional
    -- poverty index.
    indicator text not null check (indicator ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    year integer not null check (year between 1900 and 2200),
    -- In the unit of the measure: people and things are counted, percentages are in basis points, indices in
    -- ten-thousandths, money in minor units.
    value bigint not null check (value between 0 and 1000000000000000),
    measure text not null check (measure in ('people', 'count', 'share', 'index', 'money')),
    -- The document that the figure is from.
    source text not null check (source <> ''),
    -- Null: the command line.
    imported_by uuid,
    imported_at timestamptz not null,
    primary key (tenant_id, territory_id, indicator, year),
    foreign key (tenant_id, territory_id) references territory (tenant_id, id),
    foreign key (tenant_id, imported_by) references person (tenant_id, id)
);
create index indicator_figure_by_indicator on indicator_figure (tenant_id, indicator, year);
-- What was in columns of the territory; for once read across the fence.
alter table territory no force row level security;
insert into indicator_figure (tenant_id, territory_id, indicator, year, value, measure, source, imported_at)
select tenant_id, id, figure.indicator, extract(year from now())::integer, figure.value, figure.measure, source, now()
from territory
cross join lateral (values ('population', population, 'people'), ('ipm', poverty_basis_points, 'share'))
    as figure (indicator, value, measure)
where figure.value is not null;
alter table territory force row level security;
alter table territory drop column population, drop column poverty_basis_points, drop column source;

call fence('indicator_figure');
grant select, insert, update, delete on indicator_figure to convite_app;
