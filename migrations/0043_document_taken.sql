-- Whether the document that the identity provider last vouched for is another account's of this site: one document has
-- one vote, so this account has none on the web until a sign-in brings a document that is nobody else's, or none.
alter table person
    add document_taken boolean not null default false,
    add check (not document_taken or document_hash is null);

-- A code for the tablet may be for an account of a roll, where each account has a vote: `entry` is the account then, and
-- this whoever answers for it.
alter table desk_tablet add document_hash bytea check (octet_length(document_hash) = 32);
