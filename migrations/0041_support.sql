-- Who says that an idea is good (apoyos). How many do is public, who never is. It is asked for by idea and by person, and
-- each question finds one index only, that of what it asks for: both begin with it, and name the site second.
create table support (
    tenant_id uuid not null references tenant,
    proposal_id uuid not null,
    person_id uuid not null,
    at timestamptz not null,
    primary key (proposal_id, tenant_id, person_id),
    foreign key (tenant_id, proposal_id) references proposal (tenant_id, id) on delete cascade,
    foreign key (tenant_id, person_id) references person (tenant_id, id) on delete cascade
);
create index support_by_person on support (person_id, tenant_id);
call fence('support');

grant select, insert, delete on support to convite_app;
