-- What the identity provider vouches for besides name, age and territory, as far as rules may ask for it. Null: it does
-- not say. Names are those of the rules.
alter table person
    add identity_level text check (identity_level in ('declared', 'document', 'verified', 'biometric')),
    add documents text[],
    add rolls text[],
    add guardian_consent boolean,
    add organisations text[];
