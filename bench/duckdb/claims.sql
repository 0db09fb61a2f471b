-- One pass over all files: every row, checked. Rejected ones keep their cells, accepted ones a few small columns.
-- The table keeps the order of files and records, so that `rowid` is rules 5 and 6 of the order of claims.

CREATE TABLE claim AS
WITH sent AS (
  SELECT *, territory_of(filename) AS territory,
    TRY_CAST(nik AS BIGINT) AS nik_cast, TRY_CAST(kode_wilayah AS region_code) AS region_quick,
    TRY_CAST(tanggal_lahir AS DATE) AS born_cast, TRY_CAST(tmt AS DATE) AS tmt_cast
  FROM read_csv(
    getvariable('people'), auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', new_line = '\n',
    filename = true, columns = {
      nik: 'VARCHAR', nama: 'VARCHAR', tanggal_lahir: 'VARCHAR', jenis_kelamin: 'VARCHAR', kode_wilayah: 'VARCHAR',
      kategori: 'VARCHAR', status: 'VARCHAR', program: 'VARCHAR', sumber_dana: 'VARCHAR', tmt: 'VARCHAR',
      iuran_sampai: 'VARCHAR', kpj: 'VARCHAR', pekerjaan: 'VARCHAR'
    })
), quick AS (
  SELECT *, nik_quick(nik, nik_cast) AS nik_quick, day_quick(tanggal_lahir, born_cast) AS born_quick,
    program_quick(program) AS program_quick, day_quick(tmt, tmt_cast) AS tmt_quick,
    month_quick(iuran_sampai) AS paid_quick
  FROM sent
), rest AS (
  SELECT *,
    CASE WHEN nik_quick IS NULL THEN nik_rest(nik) END AS nik_rest,
    CASE WHEN born_quick IS NULL THEN day_rest(tanggal_lahir) END AS born_rest,
    CASE WHEN region_quick IS NULL THEN region_rest(kode_wilayah) END AS region_rest,
    CASE WHEN program_quick IS NULL THEN program_rest(program) END AS program_rest,
    CASE WHEN tmt_quick IS NULL AND tmt IS NOT NULL THEN day_rest(tmt) END AS tmt_rest,
    CASE WHEN paid_quick IS NULL AND iuran_sampai IS NOT NULL THEN clean(iuran_sampai) END AS paid_rest
  FROM quick
), parsed AS (
  SELECT *,
    coalesce(nik_quick, nik_typed(nik_rest)) AS number,
    coalesce(born_quick, since_1900(day_typed(born_rest))) AS born,
    is_woman(jenis_kelamin) AS woman,
    coalesce(region_quick, TRY_CAST(region_rest AS region_code)) AS region,
    kategori_of(kategori) AS kategori_id,
    status_of(status) AS status_id,
    coalesce(program_quick, program_typed(program_rest)) AS programs,
    coalesce(tmt_quick, since_1900(day_typed(tmt_rest))) AS started,
    coalesce(paid_quick, since_1900(month_typed(paid_rest))) AS paid
  FROM rest
), checked AS (
  -- One bit for each code of `rejected.sql`; an unknown condition (NULL) is no error: another bit says why.
  SELECT *,
      flag(0, number IS NULL)
    | flag(1, NOT is_province(number // 100_000_000_000_000))
    | flag(2, NOT is_nik_date(number // 100_000_000 % 100, number // 1_000_000 % 100, number // 10_000 % 100))
    | flag(3, number % 10_000 = 0)
    | flag(4, NOT has_letter(nama))
    | flag(5, born IS NULL OR born > getvariable('last_day'))
    | flag(6, woman IS NULL)
    | flag(7, region IS NULL)
    | flag(8, NOT starts_with(region::VARCHAR, territory))
    | flag(9, kategori_id IS NULL)
    | flag(10, status_id IS NULL)
    | flag(11, programs IS NULL OR (status_id = 1 AND (programs & 3) <> 3))
    | flag(12, CASE WHEN is_funding(sumber_dana) THEN false ELSE status_id = 1 OR is_filled(sumber_dana) END)
    | flag(13, started IS NULL AND tmt_rest <> '')
    | flag(14, paid IS NULL AND paid_rest <> '') AS errors
  FROM parsed
)
SELECT
  errors::USMALLINT AS errors,
  CASE WHEN errors > 0 THEN [filename, nik, nama, tanggal_lahir, jenis_kelamin, kode_wilayah, kategori, status, program,
    sumber_dana, tmt, iuran_sampai, kpj, pekerjaan] END AS cells,
  number AS nik, born, woman, enum_code(region)::INTEGER AS region, kategori_id AS kategori, status_id AS status,
  programs::UTINYINT AS programs,
  -- After the end of the period counts as missing.
  CASE WHEN started <= getvariable('last_day') THEN started END AS started,
  coalesce(status_id = 1 AND paid < getvariable('first_day'), false) AS arrears
FROM checked;
