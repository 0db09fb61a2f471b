-- Declared potensi: files come in the order in which they prevail, so the first good row of a key is in force.
CREATE TABLE declared AS
WITH sent AS (
  SELECT *, row_number() OVER () AS place, region_rest(kode_wilayah) AS region_rest, clean(potensi) AS potensi_rest
  FROM read_csv(getvariable('targets'), header = true, all_varchar = true, filename = true)
), parsed AS (
  SELECT place, region.id AS region, number_typed(potensi_rest) AS potensi,
    CASE WHEN fold(kategori) = 'SEMUA' THEN 0 ELSE kategori_of(kategori) END AS kategori,
    starts_with(region.code, territory_of(filename)) AS inside
  FROM sent JOIN region ON region.code = sent.region_rest
)
SELECT region, kategori, arg_min(potensi, place) AS potensi
FROM parsed WHERE inside AND kategori IS NOT NULL AND potensi IS NOT NULL
GROUP BY region, kategori;

CREATE TABLE children AS
SELECT parent AS region, count(*) AS children FROM region WHERE parent IS NOT NULL GROUP BY parent;
CREATE TABLE total AS SELECT 0::UTINYINT AS level, * FROM own LIMIT 0;
CREATE TABLE effective (level INTEGER, region INTEGER, kategori UTINYINT, potensi BIGINT, basis UTINYINT, aktif BIGINT);
