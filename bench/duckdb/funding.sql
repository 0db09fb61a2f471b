-- funding.csv and villages100.csv: the active people by who pays for them.
CREATE TABLE funding AS
WITH kabkota AS (
  SELECT left(code, 4) AS code, kategori, dana, sum(aktif) AS aktif
  FROM paid JOIN region ON region.id = paid.region GROUP BY ALL
), parts AS (
  SELECT unnest(list_distinct(['00', left(code, 2), code])) AS code, kategori, dana, aktif FROM kabkota
)
SELECT region.level, code, kategori, dana, sum(parts.aktif) AS aktif
FROM parts JOIN region USING (code) GROUP BY ALL HAVING sum(parts.aktif) > 0;

CREATE VIEW funding_rows AS
SELECT getvariable('period') AS periode, level_name(level) AS level, code AS kode_wilayah, kategori.name AS kategori,
  getvariable('funds')[dana] AS sumber_dana, aktif
FROM funding JOIN kategori ON kategori.id = funding.kategori
ORDER BY funding.level, code, kategori.id, dana;

COPY (FROM funding_rows) TO (getvariable('out') || '/exact/funding.csv') (HEADER);
COPY (SELECT * REPLACE (rounded(aktif) AS aktif) FROM funding_rows WHERE aktif > 7)
TO (getvariable('out') || '/public/funding.csv') (HEADER);

-- Villages of the type desa in which DANA_DESA pays for at least 100 vulnerable workers.
CREATE TABLE villages100 AS
WITH kabkota AS (
  SELECT territory AS code FROM verdict WHERE code IS NULL AND length(territory) = 4
  UNION SELECT code FROM total JOIN region ON region.id = total.region WHERE region.level = 4 AND klaim > 0
), desa AS (
  SELECT left(code, 4) AS code, count(*) AS jumlah_desa, count(*) FILTER (aktif >= 100) AS desa_tercapai
  FROM region LEFT JOIN paid ON paid.region = region.id AND kategori = 13 AND dana = 4
  WHERE level = 10 AND region.code[7] = '2' GROUP BY ALL
)
SELECT getvariable('period') AS periode, code AS kode_wilayah, coalesce(jumlah_desa, 0) AS jumlah_desa,
  coalesce(desa_tercapai, 0) AS desa_tercapai, percent(coalesce(desa_tercapai, 0), jumlah_desa) AS persen
FROM kabkota LEFT JOIN desa USING (code) ORDER BY code;
COPY villages100 TO (getvariable('out') || '/exact/villages100.csv') (HEADER);
COPY villages100 TO (getvariable('out') || '/public/villages100.csv') (HEADER);
