-- Who stands for a seat of a body (inscripción): for each person and body the last time. The person's name and age are
-- where they always are.
create table candidacy (
    tenant_id uuid not null references tenant,
    body_id uuid not null,
    person_id uuid not null,
    -- The sector that they stand for.
    sector text not null check (sector ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    -- When they declared that nothing holds for them of what the rules exclude, and accepted the conditions.
    stood_at timestamptz not null,
    withdrawn_at timestamptz,
    primary key (tenant_id, body_id, person_id),
    foreign key (tenant_id, body_id) references body (tenant_id, id),
    foreign key (tenant_id, person_id) references person (tenant_id, id),
    check (stood_at <= withdrawn_at)
);
call fence('candidacy');

grant select, insert, update (sector, stood_at, withdrawn_at) on candidacy to convite_app;

-- A link with which somebody who was appointed without an account takes the seat over, once. Only its SHA-256 is kept.
alter table appointment
    add link_hash bytea check (octet_length(link_hash) = 32),
    add link_until timestamptz,
    add constraint appointment_link_check check ((link_hash is null) = (link_until is null)),
    add unique (tenant_id, link_hash);
grant update (person_id, link_hash, link_until) on appointment to convite_app;
