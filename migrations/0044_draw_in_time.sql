-- The draw is committed to before the vote, and its number is drawn after both: what the rules promise, the database
-- holds to. Where nobody committed in time, a vote that opened by its date still comes to its result: a commitment may
-- be made late, and says so and why for good.

alter table draw_commitment
    -- Why it was made only after voting had opened (compromiso tardío); null where it was made in time. Commitments that
    -- were made late before this was asked have none.
    add late_because text check (late_because <> '');

-- Whether a commitment that is made at this instant comes after voting opened, anywhere. An instant of before now does
-- not help, but in demonstrations, which are made up whole.
create function commits_late(of_tenant uuid, of_process uuid, made_at timestamptz) returns boolean language sql stable as $$
    select exists (
        select from process
        cross join lateral (
            select case when process.demonstration then made_at else greatest(made_at, now()) end as instant
        ) as made
        where process.tenant_id = of_tenant and process.id = of_process and (
            process.frozen_at <= made.instant
            or exists (
                select from phase
                left join phase_override own using (tenant_id, process_id, phase)
                where phase.tenant_id = of_tenant and phase.process_id = of_process and phase.kind = 'voting'
                    and least(phase.opens_at, own.opens_at) <= made.instant
            )
        )
    )
$$;

create function commit_in_time() returns trigger language plpgsql as $$
begin
    if commits_late(new.tenant_id, new.process_id, new.committed_at) <> (new.late_because is not null) then
        raise exception 'a commitment that comes after voting opened says so, and only such a one'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger in_time before insert on draw_commitment for each row execute function commit_in_time();

-- A number of a day after that of the commitment, and not of before voting closed: neither who knew the secret could have
-- chosen it to go with the number, nor who voted could have known the number.
create function draw_after_the_vote() returns trigger language plpgsql as $$
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
    if new.entered_at < closed or new.drawn_on < (closed at time zone zone)::date then
        raise exception 'the number was drawn before voting closed' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger after_the_vote before insert on draw_number for each row execute function draw_after_the_vote();
