-- targets.csv and commitments.csv: what is in force. All files are of one period, and come in the order in which they
-- prevail.
CREATE TABLE declared AS
SELECT DISTINCT ON (region, kategori) * FROM target WHERE good ORDER BY file;

CREATE VIEW targets AS
SELECT getvariable('period') AS periode, region.code AS kode_wilayah, kategori.name AS kategori, potensi,
  percent AS target_persen, source AS sumber, day AS tanggal_acuan, getvariable('period') AS sejak, slot
FROM declared
  JOIN region ON region.id = declared.region JOIN kategori ON kategori.id = declared.kategori
  JOIN upload ON kind = 'target' AND upload.file = declared.file
ORDER BY region.level, region.code, kategori.id;
COPY targets TO (getvariable('out') || '/exact/targets.csv') (HEADER);
COPY (SELECT * EXCLUDE (slot) FROM targets) TO (getvariable('out') || '/public/targets.csv') (HEADER);

CREATE VIEW commitments AS
WITH together AS (
  SELECT region, instruction, max(status) AS status, min(due) AS due, sum(budget) AS budget, sum(spent) AS spent
  FROM commitment WHERE good GROUP BY ALL
)
SELECT getvariable('period') AS periode, code AS kode_wilayah, getvariable('instructions')[instruction] AS instruksi,
  ['BELUM', 'PROSES', 'SELESAI'][status] AS status, due AS tenggat,
  CASE WHEN status < 3 AND due < getvariable('last_day') THEN 'ya' ELSE 'tidak' END AS terlambat,
  budget AS anggaran_rp, spent AS realisasi_rp, getvariable('period') AS sejak
FROM together JOIN region ON region.id = together.region
ORDER BY level, code, instruction;
COPY commitments TO (getvariable('out') || '/exact/commitments.csv') (HEADER);
COPY commitments TO (getvariable('out') || '/public/commitments.csv') (HEADER);

-- What `level.sql` builds on, and fills.
CREATE TABLE children AS
SELECT parent AS region, count(*) AS children FROM region WHERE parent IS NOT NULL GROUP BY parent;
CREATE TABLE total AS SELECT 0::UTINYINT AS level, * FROM own LIMIT 0;
CREATE TABLE effective (level INTEGER, region INTEGER, kategori UTINYINT, potensi BIGINT, basis UTINYINT, aktif BIGINT);
