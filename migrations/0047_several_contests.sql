-- Several things are decided with one ballot (varias decisiones en un tarjetón): each contest says which one of its
-- process's rules it is, and where it is held.

-- Rows that are there get what they lacked, whoever's they are.
alter table process no force row level security;
alter table contest no force row level security;
alter table participation no force row level security;
alter table rule_set no force row level security;
alter table transitory_act no force row level security;

alter table contest
    add rule text,
    -- The territory of the rules in which it is held, by its code, where that is none of the site's own but one that they
    -- lie in. Neither that nor a territory of the site: everywhere.
    add place text check (place ~ '^[A-Za-z0-9._-]{1,20}$'),
    add check (territory_id is null or place is null);

update contest set rule = coalesce(
    (select participation.rule from participation
        where participation.tenant_id = contest.tenant_id and participation.contest_id = contest.id limit 1),
    (select document -> 'contests' -> -1 ->> 'id' from transitory_act act
        where act.tenant_id = contest.tenant_id and act.process_id = contest.process_id order by number desc limit 1),
    (select document -> 'contests' -> -1 ->> 'id' from process
        join rule_set on rule_set.tenant_id = process.tenant_id and rule_set.id = process.rule_set_id
        where process.tenant_id = contest.tenant_id and process.id = contest.process_id));

alter table contest
    alter rule set not null,
    add check (rule ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    drop constraint contest_tenant_id_process_id_territory_id_key,
    add unique nulls not distinct (tenant_id, process_id, rule, territory_id, place),
    -- Lets the roll say in which contest of the rules somebody voted, and be held to it.
    add unique (tenant_id, process_id, rule, id);

-- Whoever votes in a contest votes in that one of the rules which it is: one vote in each, wherever it is held.
alter table participation
    drop constraint participation_tenant_id_process_id_contest_id_fkey,
    add foreign key (tenant_id, process_id, rule, contest_id) references contest (tenant_id, process_id, rule, id);

alter table process force row level security;
alter table contest force row level security;
alter table participation force row level security;
alter table rule_set force row level security;
alter table transitory_act force row level security;

-- Other rules may call what they decide otherwise.
grant insert (rule, place), update (rule) on contest to convite_app;
