-- What each file has: rows by their errors and warnings, and whether it is rejected whole.
CREATE TABLE tally AS
SELECT file, errors, warnings, count(*) AS rows, count(nik) AS whole, count(*) FILTER (nik % 10 = 0) AS last_zero
FROM claim GROUP BY file, errors, warnings;

CREATE TABLE verdict AS
WITH counts AS (
  SELECT file, sum(rows) AS rows, sum(rows) FILTER (errors = 0) AS passed, sum(rows) FILTER (errors > 0) AS rejected,
    sum(whole) AS whole, sum(last_zero) AS last_zero
  FROM tally GROUP BY file
)
SELECT key, slot, territory, file, coalesce(passed, 0) AS passed, coalesce(rejected, 0) AS rejected,
  CASE
    WHEN rows IS NULL THEN 'FILE_EMPTY'
    WHEN (whole >= 50 AND 2 * last_zero > whole) OR (whole >= 10 AND last_zero = whole) THEN 'NIK_LAST_DIGIT_LOST'
    WHEN 2 * counts.rejected > rows THEN 'TOO_MANY_REJECTED'
  END AS code
FROM upload LEFT JOIN counts USING (file) WHERE kind = 'peserta';

-- What passed in a file that is rejected counts nowhere.
DELETE FROM claim WHERE errors = 0 AND file IN (SELECT file FROM verdict WHERE code IS NOT NULL);
