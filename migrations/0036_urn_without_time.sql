-- When an urn was opened is when its first envelope came: nobody needs it, and it says when somebody voted.
alter table urn drop column opened_at;
