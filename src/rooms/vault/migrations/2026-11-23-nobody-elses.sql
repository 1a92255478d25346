-- Since when no member of the community belongs to this row: after a restore, or when somebody left whose mark was made under another secret.
alter table vault.people add column alone_since timestamptz;
