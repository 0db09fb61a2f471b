-- coverage.csv: a row for each region and kategori with claims or a potensi, and SEMUA for each region that has any.
CREATE MACRO percent(part, whole) AS
  CASE WHEN whole > 0 THEN ((20_000 * part::BIGINT + whole::BIGINT) // (2 * whole::BIGINT))::DECIMAL(15, 0) * 0.01 END;

COPY (
  WITH keys AS (
    SELECT region, kategori FROM total
    UNION SELECT region, kategori FROM effective
    UNION SELECT region, 0 FROM effective
  )
  SELECT getvariable('period') AS periode,
    CASE region.level WHEN 10 THEN 'desa' WHEN 6 THEN 'kecamatan' WHEN 4 THEN 'kabkota' WHEN 2 THEN 'provinsi'
      ELSE 'nasional' END AS level,
    region.code AS kode_wilayah, kategori.name AS kategori,
    coalesce(terdata, 0) AS terdata, coalesce(total.aktif, 0) AS aktif, coalesce(non_aktif, 0) AS non_aktif,
    coalesce(diusulkan, 0) AS diusulkan, coalesce(belum, 0) AS belum, coalesce(jkk, 0) AS jkk, coalesce(jkm, 0) AS jkm,
    coalesce(jht, 0) AS jht, coalesce(jp, 0) AS jp, coalesce(jkp, 0) AS jkp, coalesce(menunggak, 0) AS menunggak,
    coalesce(klaim, 0) AS klaim, coalesce(klaim - terdata, 0) AS duplikat, coalesce(konflik, 0) AS konflik,
    coalesce(status_berbeda, 0) AS status_berbeda, percent(coalesce(total.aktif, 0), terdata) AS persen_terdata,
    effective.potensi,
    CASE basis WHEN 1 THEN 'DINYATAKAN' WHEN 2 THEN 'JUMLAH' WHEN 3 THEN 'SEBAGIAN' END AS potensi_dasar,
    effective.aktif AS aktif_dasar, percent(effective.aktif, effective.potensi) AS cakupan_persen
  FROM keys
    JOIN region ON region.id = keys.region JOIN kategori ON kategori.id = keys.kategori
    LEFT JOIN total ON total.region = keys.region AND total.kategori = keys.kategori
    LEFT JOIN effective ON effective.region = keys.region AND effective.kategori = keys.kategori
  ORDER BY region.level, region.code, kategori.id
) TO (getvariable('out') || '/coverage.csv') (HEADER);
