-- What was sent: the live keys, with what their paths say. Files are read in the order of their slots, which is rule 5 of
-- the order of claims; among targets for the same region it also puts the wider territory first.
CREATE TABLE upload AS
WITH sent AS (SELECT unnest(getvariable('keys')) AS key),
parts AS (
  SELECT key, replace(split_part(key, '/', 2), '.', '') AS territory,
    split_part(split_part(key, '/', 3), '.', 1) AS name
  FROM sent
), named AS (
  SELECT key, territory, split_part(name, '-', 1) AS kind, getvariable('period') || '/' || territory || '/' || name AS slot
  FROM parts
)
SELECT kind, row_number() OVER (PARTITION BY kind ORDER BY slot) - 1 AS file, key, slot, territory FROM named;

CREATE MACRO files_of(asked) AS (
  SELECT list(getvariable('folder') || '/' || key ORDER BY file) FROM upload WHERE kind = asked
);
SET VARIABLE people = files_of('peserta');
SET VARIABLE targets = files_of('target');
SET VARIABLE commitments = files_of('komitmen');

-- A period may have neither.
CREATE TABLE target (
  file USMALLINT, good BOOLEAN, region INTEGER, kategori UTINYINT, potensi BIGINT, percent DECIMAL(5, 2), source VARCHAR,
  day DATE
);
CREATE TABLE commitment (
  file USMALLINT, good BOOLEAN, region INTEGER, instruction UTINYINT, status UTINYINT, due DATE, budget BIGINT, spent BIGINT
);
