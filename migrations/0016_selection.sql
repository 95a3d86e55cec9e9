-- The selection of municipalities (selección de municipios) that a group published: by which criteria, with which
-- figures, and the table that came of it. What was published stays as it was.
create table municipality_selection (
    tenant_id uuid not null references tenant,
    id uuid not null,
    title text not null check (title <> ''),
    -- The rule, the indicators that it looks at and the table, as the domain writes them.
    rule jsonb not null,
    indicators jsonb not null,
    outcome jsonb not null,
    -- The documents that the figures are from.
    source text not null check (source <> ''),
    -- The act that adopts it, as it is cited, and its date.
    act text not null check (act <> ''),
    decided_on date not null,
    -- Made up to show the page; said wherever it is shown.
    sample boolean not null default false,
    -- Null: the command line.
    published_by uuid,
    published_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, published_by) references person (tenant_id, id)
);
call fence('municipality_selection');
call append_only('municipality_selection');
grant select, insert on municipality_selection to convite_app;
