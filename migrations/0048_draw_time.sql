-- A number of the very day on which voting closed may go with a vote only where it was drawn after the close: its time
-- is asked for then. Numbers of before have none.

alter table draw_number
    -- At what time of that day, by the clocks of the tenant; null where only the day is known.
    add drawn_at time;

-- A number of a day after that of the commitment, and of after voting closed: neither who knew the secret could have
-- chosen it to go with the number, nor who voted could have known the number.
create or replace function draw_after_the_vote() returns trigger language plpgsql as $$
declare
    zone text;
    committed timestamptz;
    closed timestamptz;
begin
    select tenant.time_zone, commitment.committed_at into zone, committed
    from draw_commitment commitment
    join tenant on tenant.id = commitment.tenant_id
    where commitment.tenant_id = new.tenant_id and commitment.process_id = new.process_id;
    select max(greatest(phase.closes_at, own.closes_at)) into closed
    from phase
    left join phase_override own using (tenant_id, process_id, phase)
    where phase.tenant_id = new.tenant_id and phase.process_id = new.process_id and phase.kind = 'voting'
        and least(phase.opens_at, own.opens_at) <= new.entered_at;
    if new.drawn_on <= (committed at time zone zone)::date then
        raise exception 'the number was not drawn on a later day than that of the commitment'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    -- On the very day of the close only a time tells.
    if new.entered_at < closed or (case
        when new.drawn_at is null then new.drawn_on <= (closed at time zone zone)::date
        else new.drawn_on + new.drawn_at <= closed at time zone zone
    end) then
        raise exception 'the number was drawn before voting closed' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
