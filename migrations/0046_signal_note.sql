-- What somebody wrote about a case of the signals has a term: it stands apart from what they decided, and is deleted
-- alone. Verdicts, offices and times stay.

create table signal_note (
    tenant_id uuid not null references tenant,
    case_id uuid not null,
    person_id uuid not null,
    note text not null check (note <> ''),
    primary key (tenant_id, case_id, person_id),
    foreign key (tenant_id, case_id, person_id) references signal_opinion (tenant_id, case_id, person_id)
        on delete cascade
);

alter table signal_opinion no force row level security;
insert into signal_note (tenant_id, case_id, person_id, note)
select tenant_id, case_id, person_id, note from signal_opinion;
alter table signal_opinion force row level security;
call fence('signal_note');

-- The same as before, with the note where it is still kept.
create or replace function open_opinions(of_tenant uuid, of_process uuid)
returns table (case_id uuid, number integer, person_id uuid, office text, verdict text, note text, given_at timestamptz)
language sql stable security definer set search_path = public as $$
    select opinion.case_id, opinion.number, opinion.person_id, opinion.office, opinion.verdict, kept.note,
        opinion.given_at
    from signal_case
    join signal_opinion opinion on opinion.tenant_id = signal_case.tenant_id and opinion.case_id = signal_case.id
    left join signal_note kept on kept.tenant_id = opinion.tenant_id and kept.case_id = opinion.case_id
        and kept.person_id = opinion.person_id
    where signal_case.tenant_id = of_tenant and signal_case.process_id = of_process
        and (select count(*) from signal_opinion given
            where given.tenant_id = opinion.tenant_id and given.case_id = opinion.case_id) >= 2
$$;

alter table signal_opinion drop column note;

-- Nobody reads a note but by the function above, nor changes one.
grant select (tenant_id, case_id, person_id), insert, delete on signal_note to convite_app;
