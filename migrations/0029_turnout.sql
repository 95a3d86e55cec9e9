-- The board of turnout (avance de la participación): what was told last, by contest. Nobody is told anything else while
-- people vote, whatever the roll says by now.
create table turnout_told (
    tenant_id uuid not null references tenant,
    contest_id uuid not null,
    -- Zero where there are too few to be told.
    voters bigint not null check (voters >= 0),
    -- Entries of the roll; null where no single roll says who may vote.
    may_vote bigint check (may_vote >= 0),
    told_at timestamptz not null,
    primary key (tenant_id, contest_id),
    foreign key (tenant_id, contest_id) references contest (tenant_id, id) on delete cascade
);
call fence('turnout_told');

grant select, insert, update (voters, told_at) on turnout_told to convite_app;
