-- Claims on personal data (reclamos y consultas, derechos ARCO): somebody is not on a roll, or what is kept of them is
-- wrong. What they told stands apart from the claim and can be deleted; kind, dates and outcome stay.

create table claim (
    tenant_id uuid not null references tenant,
    id uuid not null,
    process_id uuid not null,
    -- In the order in which they came.
    number integer not null check (number > 0),
    kind text not null check (kind in ('not_listed', 'wrong_data', 'not_belonging', 'access', 'deletion')),
    -- SHA-256 of the code by which whoever filed it follows it.
    code_hash bytea not null check (octet_length(code_hash) = 32),
    filed_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, process_id, number),
    unique (tenant_id, code_hash),
    foreign key (tenant_id, process_id) references process (tenant_id, id) on delete cascade
);
call fence('claim');
call append_only('claim');

-- Who filed it and whom it is about, as far as it is needed.
create table claim_subject (
    tenant_id uuid not null references tenant,
    claim_id uuid not null,
    -- Who filed it, where they were signed in.
    person_id uuid,
    -- Whether their identity provider vouches for the document.
    attested boolean not null,
    -- The document, hashed as rolls have it.
    hash bytea check (octet_length(hash) = 32),
    last_three text,
    -- Where they want the answer, if they do.
    contact text check (contact <> ''),
    primary key (tenant_id, claim_id),
    foreign key (tenant_id, claim_id) references claim (tenant_id, id) on delete cascade,
    foreign key (tenant_id, person_id) references person (tenant_id, id),
    check ((hash is null) = (last_three is null)),
    check (not attested or person_id is not null and hash is not null)
);
create index claim_subject_by_person on claim_subject (tenant_id, person_id);
call fence('claim_subject');

-- What was done with it.
create table claim_step (
    tenant_id uuid not null references tenant,
    claim_id uuid not null,
    -- In order, from 1.
    number integer not null check (number > 0),
    step text not null check (step in ('asked', 'completed', 'extended', 'upheld', 'refused')),
    -- Who answers for it; null for whoever filed the claim.
    taken_by uuid,
    -- The correction of a roll that carries it out.
    correction_id uuid,
    taken_at timestamptz not null,
    primary key (tenant_id, claim_id, number),
    foreign key (tenant_id, claim_id) references claim (tenant_id, id) on delete cascade,
    foreign key (tenant_id, taken_by) references person (tenant_id, id),
    foreign key (tenant_id, correction_id) references roll_correction (tenant_id, id),
    check ((step = 'completed') = (taken_by is null)),
    check (correction_id is null or step = 'upheld')
);
call fence('claim_step');
call append_only('claim_step');

-- The words of a claim (number 0) and of each of its steps.
create table claim_said (
    tenant_id uuid not null references tenant,
    claim_id uuid not null,
    number integer not null check (number >= 0),
    said text not null check (said <> ''),
    -- How whoever decided made sure who had filed it, where no identity provider vouches for it.
    identity text check (identity <> ''),
    primary key (tenant_id, claim_id, number),
    foreign key (tenant_id, claim_id) references claim (tenant_id, id) on delete cascade
);
call fence('claim_said');

grant select, insert on claim, claim_step to convite_app;
grant select, insert, delete on claim_subject, claim_said to convite_app;
