-- Whoever was appointed without an account takes the seat over by a code that they type, not by an address: addresses
-- stay in histories and logs.

alter table appointment rename column link_hash to code_hash;
alter table appointment rename column link_until to code_until;
alter table appointment rename constraint appointment_link_check to appointment_code_check;
