-- Envelopes that nobody can open any more: one person proposes to give one up (dar por perdido), with its cause, and
-- another one confirms it, as with sheets of paper.

create table desk_envelope_loss (
    tenant_id uuid not null references tenant,
    shift_id uuid not null,
    envelope integer not null,
    number integer not null check (number > 0),
    cause text not null
        check (cause in ('not_returned', 'in_transit', 'damaged', 'tampered', 'taken_away', 'not_handed_out')),
    reason text not null check (reason <> ''),
    proposed_by uuid not null,
    proposed_at timestamptz not null,
    primary key (tenant_id, shift_id, envelope, number),
    unique (tenant_id, shift_id, envelope, number, proposed_by),
    foreign key (tenant_id, shift_id, envelope) references desk_envelope (tenant_id, shift_id, envelope)
        on delete cascade,
    foreign key (tenant_id, proposed_by) references person (tenant_id, id)
);
call fence('desk_envelope_loss');
call append_only('desk_envelope_loss');

create table desk_envelope_loss_decision (
    tenant_id uuid not null references tenant,
    shift_id uuid not null,
    envelope integer not null,
    number integer not null,
    proposed_by uuid not null,
    confirmed boolean not null,
    -- Why not.
    reason text check (reason <> ''),
    decided_by uuid not null,
    decided_at timestamptz not null,
    primary key (tenant_id, shift_id, envelope, number),
    foreign key (tenant_id, shift_id, envelope, number, proposed_by)
        references desk_envelope_loss (tenant_id, shift_id, envelope, number, proposed_by) on delete cascade,
    foreign key (tenant_id, decided_by) references person (tenant_id, id),
    -- Nobody confirms what they proposed themselves.
    check (not confirmed or decided_by <> proposed_by),
    check (confirmed = (reason is null))
);
create unique index desk_envelope_loss_once on desk_envelope_loss_decision (tenant_id, shift_id, envelope)
    where confirmed;
call fence('desk_envelope_loss_decision');
call append_only('desk_envelope_loss_decision');

-- An envelope is given up where two people said so, and only there. Those that one person gave up before two were asked
-- stay as they are.
create function give_up_by_two() returns trigger language plpgsql as $$
begin
    if (new.lost is not null) <> exists (
        select from desk_envelope_loss_decision decision
        where decision.tenant_id = new.tenant_id and decision.shift_id = new.shift_id
            and decision.envelope = new.envelope and decision.confirmed
    ) then
        raise exception 'two people give an envelope up' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger by_two before insert on desk_envelope_opening
    for each row execute function give_up_by_two();

-- What was opened, or given up, is not proposed to be given up.
create function refuse_what_is_settled() returns trigger language plpgsql as $$
begin
    if exists (
        select from desk_envelope_opening opening
        where opening.tenant_id = new.tenant_id and opening.shift_id = new.shift_id and opening.envelope = new.envelope
    ) then
        raise exception 'the envelope does not wait any more' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger waits before insert on desk_envelope_loss
    for each row execute function refuse_what_is_settled();
create trigger waits before insert on desk_envelope_loss_decision
    for each row when (new.confirmed) execute function refuse_what_is_settled();

grant select, insert on desk_envelope_loss, desk_envelope_loss_decision to convite_app;
