-- What members scan at the door of a session, and how the directory says that somebody can be reached.

-- The secret that signs the addresses behind a session's code (QR). It is made when the code is first shown, and never
-- leaves the database.
create table session_code (
    tenant_id uuid not null references tenant,
    session_id uuid not null,
    secret bytea not null check (octet_length(secret) = 32),
    primary key (tenant_id, session_id),
    foreign key (tenant_id, session_id) references body_session (tenant_id, id)
);
call fence('session_code');

-- Where people find whoever sits for an office (enlace): a telephone, an address of mail or of a counter.
alter table appointment add column contact text check (contact <> '');

grant select, insert on session_code to convite_app;
grant update (contact) on appointment to convite_app;
