-- On the day a site's roll of who voted grows from nothing within hours. Statistics of the day before know no such site,
-- and to PostgreSQL every index that begins with the site is as good as another then: it read the site's whole roll for
-- each voter. Now each question finds one index only, that of what it asks for.
alter table participation
    drop constraint participation_pkey,
    add primary key (voter_id, tenant_id, process_id, rule),
    drop constraint participation_tenant_id_person_id_process_id_rule_key,
    add unique (person_id, tenant_id, process_id, rule);
drop index participation_by_contest;
create index participation_by_contest on participation (contest_id, tenant_id);

-- And statistics follow what grows on the day, of whatever size the other sites have made these tables: they are looked
-- at again after so many new rows, not after a tenth of all.
alter table participation set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 2000);
alter table envelope set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 2000);
alter table person set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 2000);
alter table session set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 2000);
