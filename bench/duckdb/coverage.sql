-- coverage.csv: a row for each region and kategori with claims or a potensi, and SEMUA for each region that has any.
CREATE MACRO percent(part, whole) AS
  CASE WHEN whole > 0 THEN ((20_000 * part::BIGINT + whole::BIGINT) // (2 * whole::BIGINT))::DECIMAL(15, 0) * 0.01 END;
-- Disclosure control: a count of 7 or less is hidden, the rest to the nearest 5.
CREATE MACRO rounded(number) AS CASE WHEN number > 7 THEN (number + 2) // 5 * 5 END;
CREATE MACRO shown(cell) AS coalesce(cell::VARCHAR, '[c]');
CREATE MACRO level_name(level) AS CASE level
  WHEN 10 THEN 'desa' WHEN 6 THEN 'kecamatan' WHEN 4 THEN 'kabkota' WHEN 2 THEN 'provinsi' ELSE 'nasional'
END;

CREATE VIEW coverage AS
WITH keys AS (
  SELECT region, kategori FROM total
  UNION SELECT region, kategori FROM effective
  UNION SELECT region, 0 FROM effective
)
SELECT region.level, region.code, region.id AS region, kategori.id AS kategori, kategori.name,
  coalesce(terdata, 0) AS terdata, coalesce(total.aktif, 0) AS aktif, coalesce(non_aktif, 0) AS non_aktif,
  coalesce(diusulkan, 0) AS diusulkan, coalesce(belum, 0) AS belum, coalesce(jkk, 0) AS jkk, coalesce(jkm, 0) AS jkm,
  coalesce(jht, 0) AS jht, coalesce(jp, 0) AS jp, coalesce(jkp, 0) AS jkp, coalesce(menunggak, 0) AS menunggak,
  coalesce(klaim, 0) AS klaim, coalesce(klaim - terdata, 0) AS duplikat, coalesce(konflik, 0) AS konflik,
  coalesce(status_berbeda, 0) AS status_berbeda, effective.potensi,
  CASE basis WHEN 1 THEN 'DINYATAKAN' WHEN 2 THEN 'JUMLAH' WHEN 3 THEN 'SEBAGIAN' END AS potensi_dasar,
  effective.aktif AS aktif_dasar
FROM keys
  JOIN region ON region.id = keys.region JOIN kategori ON kategori.id = keys.kategori
  LEFT JOIN total ON total.region = keys.region AND total.kategori = keys.kategori
  LEFT JOIN effective ON effective.region = keys.region AND effective.kategori = keys.kategori;

COPY (
  SELECT getvariable('period') AS periode, level_name(level) AS level, code AS kode_wilayah, name AS kategori, terdata,
    aktif, non_aktif, diusulkan, belum, jkk, jkm, jht, jp, jkp, menunggak, klaim, duplikat, konflik, status_berbeda,
    percent(aktif, terdata) AS persen_terdata, potensi, potensi_dasar, aktif_dasar,
    percent(aktif_dasar, potensi) AS cakupan_persen
  FROM coverage ORDER BY coverage.level, region, coverage.kategori
) TO (getvariable('out') || '/exact/coverage.csv') (HEADER);

COPY (
  WITH public AS (
    SELECT level, region, code, kategori, name, potensi, potensi_dasar,
      rounded(COLUMNS(* EXCLUDE (level, region, code, kategori, name, potensi, potensi_dasar)))
    FROM coverage WHERE level <= 4 AND (klaim > 7 OR potensi IS NOT NULL)
  )
  SELECT getvariable('period') AS periode, level_name(level) AS level, code AS kode_wilayah, name AS kategori,
    shown(terdata) AS terdata, shown(aktif) AS aktif, shown(non_aktif) AS non_aktif, shown(diusulkan) AS diusulkan,
    shown(belum) AS belum, shown(jkk) AS jkk, shown(jkm) AS jkm, shown(jht) AS jht, shown(jp) AS jp, shown(jkp) AS jkp,
    shown(menunggak) AS menunggak, shown(klaim) AS klaim, shown(duplikat) AS duplikat, shown(konflik) AS konflik,
    shown(status_berbeda) AS status_berbeda, shown(percent(aktif, terdata)) AS persen_terdata, potensi, potensi_dasar,
    CASE WHEN potensi IS NOT NULL THEN shown(aktif_dasar) END AS aktif_dasar,
    CASE WHEN potensi > 0 THEN shown(percent(aktif_dasar, potensi)) END AS cakupan_persen
  FROM public ORDER BY public.level, region, public.kategori
) TO (getvariable('out') || '/public/coverage.csv') (HEADER);
