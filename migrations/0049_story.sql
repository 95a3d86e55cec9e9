-- The story of a proposal (historia): what was done with it, step by step, from the first idea to today. Public, and never
-- changed: a review that is corrected stands beside the one before it.
create table proposal_step (
    tenant_id uuid not null references tenant,
    proposal_id uuid not null,
    -- In the order in which they were taken, from 1.
    number integer not null check (number > 0),
    at timestamptz not null,
    -- In what capacity it was taken; who that was is in the audit trail.
    by text not null check (by in ('author', 'review', 'rules', 'file')),
    event jsonb not null check (jsonb_typeof(event -> 'event') = 'string'),
    primary key (tenant_id, proposal_id, number),
    foreign key (tenant_id, proposal_id) references proposal (tenant_id, id) on delete cascade
);

-- What is known of those that are there: when they were received, and what was found of them last. That an idea was taken
-- back stands in its row; when is not known, so no step says it.
alter table proposal no force row level security;
alter table process no force row level security;

insert into proposal_step (tenant_id, proposal_id, number, at, by, event)
select tenant_id, id, 1, submitted_at, case when external_id is null then 'author' else 'file' end,
    '{"event": "received"}'
from proposal;

insert into proposal_step (tenant_id, proposal_id, number, at, by, event)
select proposal.tenant_id, proposal.id, 2, coalesce(reviewed_at, submitted_at),
    case when external_id is not null then 'file' when lapsed is not null then 'rules' else 'review' end,
    jsonb_strip_nulls(case
        when state = 'viable' then jsonb_build_object('event', 'viable',
            'cost', jsonb_build_object('minor', cost_minor, 'currency', process.currency), 'department', department,
            'ballot_number', ballot_number, 'region', region, 'group', exclusive_group)
        when lapsed is not null then jsonb_build_object('event', 'lapsed', 'deadline', lapsed, 'reason', reason)
        else jsonb_build_object('event', 'not_viable', 'reason', reason)
    end)
from proposal
join process on process.tenant_id = proposal.tenant_id and process.id = proposal.process_id
where state <> 'submitted';

insert into proposal_step (tenant_id, proposal_id, number, at, by, event)
select tenant_id, id, 3, submitted_at, 'file', '{"event": "withdrawn"}'
from proposal where state = 'viable' and withdrawn and external_id is not null;

alter table proposal force row level security;
alter table process force row level security;

call fence('proposal_step');
call append_only('proposal_step');
grant select, insert on proposal_step to convite_app;
