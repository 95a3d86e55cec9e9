-- What is like an idea that somebody is writing (ideas parecidas): the words of titles and needs by their Spanish stems,
-- and the letters of titles by trigrams, which forgive what was typed wrong. Both are trusted extensions of PostgreSQL's
-- own distribution: whoever owns the database may create them.
create extension if not exists pg_trgm;

-- A text as its words are stemmed: folded, but for the accent of «-ación» and «-ución», without which the stemmer does
-- not know the ending; so «educacion», «educación» and «educaciones» have one stem.
create function spelled(text) returns text language sql immutable strict parallel safe
    return regexp_replace(public.folded($1), '([au]c)ion\M', '\1ión', 'g');

-- The stems of a text, each once (raíces). No place is kept: what counts is which words two texts have in common.
create function stems(text) returns tsvector language sql immutable strict parallel safe
    return strip(to_tsvector('pg_catalog.spanish', public.spelled($1)));

alter table proposal
    -- What is compared of it, made once and not for each idea that is being written.
    add named text not null generated always as (folded(title)) stored,
    add stems tsvector not null generated always as (stems(title || ' ' || need)) stored;

-- No index holds these columns. The operators that a GIN or GiST index of texts and trigrams answers (`@@`, `%`) are not
-- leakproof, so PostgreSQL applies them only to rows that the policy has let through: under row-level security it never
-- asks such an index, whether it begins with the site or not, and writes would pay for it all the same. What the policy
-- itself asks is the equality of `tenant_id`, which is leakproof: this index reads the ideas of one site, the newest
-- first, and the query compares at most so many of them, so that its time has a bound however long a site is used.
create index proposal_by_arrival on proposal (tenant_id, submitted_at desc, id) where not withdrawn;
