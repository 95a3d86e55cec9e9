-- What people vote under is what is counted: from the opening of the voting on, the rules of a process change again once
-- a count of it is published, and never while one waits for the second person.

-- The rules that a process follows now, by their hash.
create function rules_in_force(of_tenant uuid, of_process uuid) returns bytea language sql stable as $$
    select coalesce((
        select act.hash from transitory_act act
        where act.tenant_id = process.tenant_id and act.process_id = process.id
        order by act.number desc limit 1
    ), rule_set_hash)
    from process where process.tenant_id = of_tenant and process.id = of_process
$$;

-- Whether a process follows other rules than those that its voting is held under.
create function rules_stray(of_tenant uuid, of_process uuid) returns boolean language sql stable as $$
    select exists (select from process
        where process.tenant_id = of_tenant and process.id = of_process
            and process.frozen_hash <> rules_in_force(of_tenant, of_process))
$$;

-- Whether a count of a process waits for the second person.
create function count_waits(of_tenant uuid, of_process uuid) returns boolean language sql stable as $$
    select exists (select from process_count counted
        left join count_decision decision using (tenant_id, process_id, number)
        where tenant_id = of_tenant and process_id = of_process
            and counted.counted_by is not null and decision.approved is null)
$$;

-- Acts are numbered without a gap, and none comes between the opening of the voting and the publication of a count, but
-- one that puts back in force what people vote under.
create or replace function order_transitory_acts() returns trigger language plpgsql as $$
begin
    perform from process where tenant_id = new.tenant_id and id = new.process_id for no key update;
    if new.number <> (select count(*) from transitory_act
        where tenant_id = new.tenant_id and process_id = new.process_id) then
        raise exception 'transitory acts are numbered in their order'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    if count_waits(new.tenant_id, new.process_id) then
        raise exception 'a count waits for the second person' using errcode = 'object_not_in_prerequisite_state';
    end if;
    if published_count(new.tenant_id, new.process_id) is null and rules_stray(new.tenant_id, new.process_id) then
        raise exception 'the rules are frozen until a count is published'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return null;
end
$$;

-- One count after the other: the next begins when the last was approved or refused. Without anybody who counted there
-- are only results of demonstrations and of elections that were held elsewhere. Whoever counts does so by the rules that
-- people voted under.
create or replace function count_in_order() returns trigger language plpgsql as $$
begin
    if new.counted_by is null and not exists (select from process
        where tenant_id = new.tenant_id and id = new.process_id and (demonstration or source is not null)) then
        raise exception 'somebody has to count' using errcode = 'check_violation';
    end if;
    if new.number > 1 and not exists (select from process_count before
        left join count_decision using (tenant_id, process_id, number)
        where tenant_id = new.tenant_id and process_id = new.process_id and number = new.number - 1
            and (before.counted_by is null or count_decision.number is not null)) then
        raise exception 'the count before was not decided on' using errcode = 'object_not_in_prerequisite_state';
    end if;
    if new.counted_by is not null and rules_stray(new.tenant_id, new.process_id) then
        raise exception 'other rules are in force than those of the vote'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;

-- Nor is a count approved that was made by other rules.
create function approve_by_the_rules() returns trigger language plpgsql as $$
begin
    if rules_stray(new.tenant_id, new.process_id) then
        raise exception 'other rules are in force than those of the vote'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger by_the_rules before insert on count_decision
    for each row when (new.approved) execute function approve_by_the_rules();

-- A draw is neither committed to nor held while a count waits: what the second person looks at stays as it is. After a
-- count that was refused it may be, where another one needs it.
create function draw_before_the_count() returns trigger language plpgsql as $$
begin
    perform from process where tenant_id = new.tenant_id and id = new.process_id for no key update;
    if count_waits(new.tenant_id, new.process_id) then
        raise exception 'a count waits for the second person' using errcode = 'object_not_in_prerequisite_state';
    end if;
    return new;
end
$$;
create trigger before_the_count before insert on draw_commitment
    for each row execute function draw_before_the_count();
create trigger before_the_count before insert on draw_number
    for each row execute function draw_before_the_count();
