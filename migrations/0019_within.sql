-- A scenario can be of a pool's part within one larger territory of the rules (región), by its code; null: of the pool as
-- a whole.
alter table ceiling_scenario add within text check (within ~ '^[A-Za-z0-9._-]{1,20}$');

-- The territory of the rules whose amount was certified, where the site has no such territory of its own.
alter table certified_base
    add place text check (place ~ '^[A-Za-z0-9._-]{1,20}$'),
    add constraint certified_base_of_one check (territory_id is null or place is null);
