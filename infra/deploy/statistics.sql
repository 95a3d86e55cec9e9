-- How many rows a table has, and how many were added, is in PostgreSQL's own statistics, and by default every role may
-- read them: while people vote that is how many voted. This keeps them from the server's roles. Run it in Convite's
-- database as its superuser, once and after every major upgrade of PostgreSQL; it may be run again at any time.
do $$
declare
    asked regprocedure;
    columns text;
begin
    for asked in
        select oid::regprocedure from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace
            and (proname like 'pg\_stat\_get\_%'
                or proname in ('pg_relation_size', 'pg_table_size', 'pg_indexes_size', 'pg_total_relation_size',
                    'pg_database_size', 'pg_tablespace_size', 'pg_current_xact_id', 'txid_current',
                    'pg_current_snapshot', 'txid_current_snapshot', 'pg_snapshot_xmax', 'pg_current_wal_lsn',
                    'pg_current_wal_insert_lsn', 'pg_current_wal_flush_lsn'))
    loop
        execute format('revoke execute on function %s from public', asked);
        execute format('grant execute on function %s to convite_owner, pg_monitor', asked);
    end loop;
    select string_agg(quote_ident(attname), ', ') into columns
    from pg_attribute
    where attrelid = 'pg_class'::regclass and (attnum > 0 or attname = 'oid') and not attisdropped
        and attname not in ('relpages', 'reltuples', 'relallvisible', 'relallfrozen');
    revoke select on pg_class from public;
    execute format('grant select (%s) on pg_class to public', columns);
    grant select on pg_class to convite_owner, pg_monitor;
end
$$;
