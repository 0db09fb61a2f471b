-- Who counts. A few per cent of people have more than one claim: only theirs are put in order.
CREATE TABLE again AS
WITH several AS (
  SELECT rowid AS place, nik, born, woman, region, kategori, status, programs, dana, started, arrears
  FROM claim
  WHERE errors = 0 AND nik IN (SELECT nik FROM claim WHERE errors = 0 GROUP BY nik HAVING count(*) > 1)
)
SELECT *,
  row_number() OVER (person ORDER BY status, started DESC NULLS LAST, kategori, region, place) = 1 AS counts,
  row_number() OVER (worker ORDER BY status, started DESC NULLS LAST, region, place) = 1 AS counts_in_kategori,
  min(born) OVER person <> max(born) OVER person OR min(woman) OVER person <> max(woman) OVER person AS conflict,
  min(born) OVER worker <> max(born) OVER worker OR min(woman) OVER worker <> max(woman) OVER worker
    AS conflict_in_kategori,
  min(status) OVER person <> max(status) OVER person AS differs,
  min(status) OVER worker <> max(status) OVER worker AS differs_in_kategori
FROM several
WINDOW person AS (PARTITION BY nik), worker AS (PARTITION BY nik, kategori);

-- Every claim as if it were a person.
CREATE TABLE everyone AS
SELECT region, kategori, count(*) AS terdata,
  count(*) FILTER (status = 1) AS aktif, count(*) FILTER (status = 2) AS non_aktif,
  count(*) FILTER (status = 3) AS diusulkan, count(*) FILTER (status = 4) AS belum,
  count(*) FILTER (status = 1 AND (programs & 1) > 0) AS jkk,
  count(*) FILTER (status = 1 AND (programs & 2) > 0) AS jkm,
  count(*) FILTER (status = 1 AND (programs & 4) > 0) AS jht,
  count(*) FILTER (status = 1 AND (programs & 8) > 0) AS jp,
  count(*) FILTER (status = 1 AND (programs & 16) > 0) AS jkp,
  count(*) FILTER (arrears) AS menunggak, count(*) AS klaim, 0 AS konflik, 0 AS status_berbeda
FROM claim WHERE errors = 0 GROUP BY region, kategori;

-- What the repeated claims take away again, and what is known about those people; kategori 0 is SEMUA.
CREATE TABLE correction AS
WITH parts AS (
  SELECT region, kategori, status, programs, arrears, counts_in_kategori::INTEGER - 1 AS people,
    counts_in_kategori AND conflict_in_kategori AS conflict, counts_in_kategori AND differs_in_kategori AS differs
  FROM again
  UNION ALL
  SELECT region, 0, status, programs, arrears, counts::INTEGER - 1, counts AND conflict, counts AND differs FROM again
)
SELECT region, kategori, sum(people) AS terdata,
  sum(people) FILTER (status = 1) AS aktif, sum(people) FILTER (status = 2) AS non_aktif,
  sum(people) FILTER (status = 3) AS diusulkan, sum(people) FILTER (status = 4) AS belum,
  sum(people) FILTER (status = 1 AND (programs & 1) > 0) AS jkk,
  sum(people) FILTER (status = 1 AND (programs & 2) > 0) AS jkm,
  sum(people) FILTER (status = 1 AND (programs & 4) > 0) AS jht,
  sum(people) FILTER (status = 1 AND (programs & 8) > 0) AS jp,
  sum(people) FILTER (status = 1 AND (programs & 16) > 0) AS jkp,
  sum(people) FILTER (arrears) AS menunggak, 0 AS klaim, count(*) FILTER (conflict) AS konflik,
  count(*) FILTER (differs) AS status_berbeda
FROM parts GROUP BY region, kategori;

CREATE TABLE own AS
WITH parts AS (
  FROM everyone UNION ALL SELECT * REPLACE (0 AS kategori) FROM everyone UNION ALL FROM correction
)
SELECT region, kategori, sum(COLUMNS(* EXCLUDE (region, kategori)))::BIGINT FROM parts GROUP BY region, kategori;

-- The active people by who pays for them.
CREATE TABLE paid AS
WITH everyone AS (
  SELECT region, kategori, dana, count(*) AS people FROM claim WHERE errors = 0 AND status = 1
  GROUP BY region, kategori, dana
), parts AS (
  FROM everyone UNION ALL SELECT * REPLACE (0 AS kategori) FROM everyone
  UNION ALL SELECT region, kategori, dana, counts_in_kategori::INTEGER - 1 FROM again WHERE status = 1
  UNION ALL SELECT region, 0, dana, counts::INTEGER - 1 FROM again WHERE status = 1
)
SELECT region, kategori, dana, sum(people)::BIGINT AS aktif FROM parts GROUP BY region, kategori, dana;
