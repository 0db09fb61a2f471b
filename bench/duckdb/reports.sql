-- reporting.csv, files.csv and issues.csv: who has sent what, and what was wrong with it.
CREATE VIEW reporting AS
WITH sent AS (
  SELECT territory, count(*) FILTER (code IS NULL) AS good, count(*) FILTER (code IS NOT NULL) AS bad,
    sum(passed) FILTER (code IS NULL) AS passed, sum(rejected) FILTER (code IS NULL) AS rejected
  FROM verdict GROUP BY territory
), known AS (
  SELECT level, code, CASE WHEN good > 0 THEN 'MELAPOR' WHEN bad > 0 THEN 'DITOLAK' ELSE 'BELUM_LAPOR' END AS status,
    coalesce(good, 0) AS good, coalesce(bad, 0) AS bad, coalesce(passed, 0) AS passed, coalesce(rejected, 0) AS rejected
  FROM region LEFT JOIN sent ON sent.territory = region.code WHERE level <= 4
), kabkota AS (
  SELECT unnest(['00', left(code, 2)]) AS code, status FROM known WHERE level = 4
), below AS (
  SELECT code, count(*) FILTER (status = 'MELAPOR') AS reporting, count(*) AS all_of_them FROM kabkota GROUP BY code
)
SELECT getvariable('period') AS periode, code AS kode_wilayah, status, good AS berkas_berlaku,
  bad AS berkas_tidak_berlaku, passed AS baris_diterima, rejected AS baris_ditolak, reporting AS kabkota_lapor,
  all_of_them AS kabkota_total
FROM known LEFT JOIN below USING (code) ORDER BY level, code;
COPY reporting TO (getvariable('out') || '/exact/reporting.csv') (HEADER);
COPY (SELECT * EXCLUDE (baris_diterima, baris_ditolak) FROM reporting)
TO (getvariable('out') || '/public/reporting.csv') (HEADER);

COPY (
  WITH others AS (
    SELECT 'target' AS kind, file, good FROM target UNION ALL SELECT 'komitmen', file, good FROM commitment
  ), files AS (
    SELECT key, slot, passed, rejected, code FROM verdict
    UNION ALL
    SELECT key, slot, count(*) FILTER (good), count(*) FILTER (NOT good), NULL
    FROM upload JOIN others USING (kind, file) GROUP BY key, slot
  )
  SELECT key AS kunci, slot, CASE WHEN code IS NULL THEN 'diterima' ELSE 'ditolak' END AS hasil, code AS kode,
    CASE WHEN code IS NULL THEN 'ya' ELSE 'tidak' END AS berlaku, passed AS baris_lolos, rejected AS baris_ditolak,
    0 AS baris_dilewati
  FROM files ORDER BY key
) TO (getvariable('out') || '/exact/files.csv') (HEADER);

COPY (
  WITH found AS (
    SELECT file, rows,
      unnest(codes_of(getvariable('errors'), errors) || codes_of(getvariable('warnings'), warnings)) AS kode
    FROM tally
  )
  SELECT key AS kunci, kode, sum(rows) AS jumlah FROM found JOIN verdict USING (file) GROUP BY ALL ORDER BY kunci, kode
) TO (getvariable('out') || '/exact/issues.csv') (HEADER);
