-- Whoever is deleted is looked for in every table that names people. Those two that grow with every voter are found by
-- person: with the uniqueness that is needed anyway, and with an index.
alter table participation
    drop constraint participation_tenant_id_process_id_rule_person_id_key,
    add unique (tenant_id, person_id, process_id, rule);
create index session_by_person on session (tenant_id, person_id);
