-- Declared potensi.
INSERT INTO target
WITH sent AS (
  SELECT *, file_index AS file, territory_of(filename) AS territory, region_rest(kode_wilayah) AS region_rest,
    clean(potensi) AS potensi_rest, clean(target_persen) AS percent_rest, day_rest(tanggal_acuan) AS day_rest
  FROM read_csv(
    getvariable('targets'), auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', new_line = '\n',
    filename = true, columns = {
      kode_wilayah: 'VARCHAR', kategori: 'VARCHAR', potensi: 'VARCHAR', target_persen: 'VARCHAR', sumber: 'VARCHAR',
      tanggal_acuan: 'VARCHAR'
    })
), parsed AS (
  SELECT file, territory, region.id AS region, region.code,
    CASE WHEN fold(kategori) = 'SEMUA' THEN 0 ELSE kategori_of(kategori) END AS kategori,
    number_typed(potensi_rest) AS potensi, TRY_CAST(percent_rest AS DECIMAL(5, 2)) AS percent, sumber AS source,
    since_1900(day_typed(day_rest)) AS day
  FROM sent LEFT JOIN region ON region.code = sent.region_rest
)
SELECT file, coalesce(starts_with(code, territory), false) AND kategori IS NOT NULL AND potensi IS NOT NULL,
  region, kategori, potensi, percent, source, day
FROM parsed;
