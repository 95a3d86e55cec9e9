-- The theme of an idea (línea, meta), by its name in the rules that its process follows.
alter table proposal add theme text check (theme ~ '^[a-z0-9][a-z0-9_-]{0,39}$');
