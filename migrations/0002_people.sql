-- People, what they may do, and their sessions: all of one tenant. A role granted in one means nothing in another.

create table territory (
    tenant_id uuid not null references tenant,
    id uuid not null,
    -- The official code: 01, 80; for a tenant without divisions its own.
    code text not null check (code <> ''),
    name text not null check (name <> ''),
    kind text not null check (kind in ('municipality', 'comuna', 'corregimiento', 'locality', 'zone', 'district')),
    population bigint not null check (population >= 0),
    -- Multidimensional poverty index (IPM) in hundredths of a percent: 20,93 % is 2093.
    poverty_basis_points integer check (poverty_basis_points between 0 and 10000),
    source text not null check (source <> ''),
    primary key (tenant_id, id),
    unique (tenant_id, code)
);
call fence('territory');

create table person (
    tenant_id uuid not null references tenant,
    id uuid not null,
    -- Who vouches for the person, and the name it knows them by.
    issuer text not null,
    subject text not null,
    name text not null,
    birth_date date,
    territory_id uuid,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, issuer, subject),
    foreign key (tenant_id, territory_id) references territory (tenant_id, id)
);
call fence('person');

create table role_grant (
    tenant_id uuid not null references tenant,
    person_id uuid not null,
    role text not null check (role in
        ('reviewer', 'committee_member', 'polling_officer', 'process_admin', 'tenant_admin', 'analyst', 'operator')),
    granted_at timestamptz not null,
    primary key (tenant_id, person_id, role),
    foreign key (tenant_id, person_id) references person (tenant_id, id) on delete cascade
);
call fence('role_grant');

-- The cookie holds a random token; the table only its SHA-256, so that a copy of the database opens no session.
create table session (
    tenant_id uuid not null references tenant,
    token_hash bytea not null check (octet_length(token_hash) = 32),
    person_id uuid not null,
    -- The secret every form of this session must carry.
    csrf bytea not null check (octet_length(csrf) = 32),
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    -- What the next page says: a confirmation, or a rejected form with its errors and what was typed.
    flash jsonb,
    primary key (tenant_id, token_hash),
    foreign key (tenant_id, person_id) references person (tenant_id, id) on delete cascade
);
create index session_by_expiry on session (tenant_id, expires_at);
call fence('session');

-- A sign-in under way: between the redirect to the provider and the answer.
create table sign_in (
    tenant_id uuid not null references tenant,
    -- SHA-256 of the `state` parameter.
    state_hash bytea not null check (octet_length(state_hash) = 32),
    -- SHA-256 of the cookie that ties the answer to the browser that asked.
    browser_hash bytea not null check (octet_length(browser_hash) = 32),
    nonce text not null,
    pkce_verifier text not null,
    return_to text not null,
    expires_at timestamptz not null,
    primary key (tenant_id, state_hash)
);
call fence('sign_in');

-- Every administrative act, append-only: nobody has the right to change or delete a row.
create table audit_entry (
    tenant_id uuid not null references tenant,
    id uuid not null,
    at timestamptz not null,
    -- Null: the command line.
    person_id uuid,
    act text not null check (act <> ''),
    object text not null,
    reason text,
    before jsonb,
    after jsonb,
    primary key (tenant_id, id),
    foreign key (tenant_id, person_id) references person (tenant_id, id)
);
create index audit_entry_by_time on audit_entry (tenant_id, at desc, id desc);
call fence('audit_entry');

grant select on territory to convite_app;
grant insert, update on territory to convite_app;
grant select, insert, update on person to convite_app;
grant select, insert, delete on role_grant to convite_app;
grant select, insert, update, delete on session to convite_app;
grant select, insert, delete on sign_in to convite_app;
grant select, insert on audit_entry to convite_app;
