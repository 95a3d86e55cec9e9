-- What silence decided (silencio administrativo): the deadline of the rules that passed without a review. A review takes
-- its place for as long as reviews can change.
alter table proposal
    add lapsed text check (lapsed ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    add constraint proposal_lapses_by_itself check (lapsed is null or (state = 'not_viable' and reviewer_id is null));
