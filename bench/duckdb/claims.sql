-- One pass over all files: every row, checked. Rejected ones keep their cells, accepted ones a few small columns and
-- their warnings.
-- The table keeps the order of files and records, so that `rowid` is rules 5 and 6 of the order of claims.

CREATE TABLE claim AS
WITH sent AS (
  SELECT *, file_index AS file, territory_of(filename) AS territory,
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
    coalesce(born_quick, day_typed(born_rest)) AS born_any,
    is_woman(jenis_kelamin) AS woman,
    coalesce(region_quick, TRY_CAST(region_rest AS region_code)) AS region,
    kategori_of(kategori) AS kategori_id,
    status_of(status) AS status_id,
    coalesce(program_quick, program_typed(program_rest)) AS programs,
    dana_of(sumber_dana) AS dana,
    coalesce(tmt_quick, day_typed(tmt_rest)) AS started_any,
    coalesce(paid_quick, month_typed(paid_rest)) AS paid_any
  FROM rest
), dated AS (
  SELECT *, since_1900(born_any) AS born, since_1900(started_any) AS started, since_1900(paid_any) AS paid,
    number // 10_000 % 1_000_000 AS nik_date
  FROM parsed
), checked AS (
  -- One bit for each code, in the order of `errors`; an unknown condition (NULL) is no error: another bit says why.
  SELECT *,
      CASE WHEN number IS NOT NULL THEN 0 WHEN is_nik_numeric(nik) THEN 1 ELSE 2 END
    | flag(2, NOT is_province(number // 100_000_000_000_000))
    | flag(3, NOT is_nik_date(nik_date // 10_000, nik_date // 100 % 100, nik_date % 100))
    | flag(4, number % 10_000 = 0)
    | flag(5, NOT has_letter(nama))
    | flag(6, born IS NULL OR born > getvariable('last_day'))
    | flag(7, woman IS NULL)
    | flag(8, region IS NULL)
    | flag(9, NOT starts_with(region::VARCHAR, territory))
    | flag(10, kategori_id IS NULL)
    | flag(11, status_id IS NULL)
    | flag(12, programs IS NULL OR (status_id = 1 AND (programs & 3) <> 3))
    | flag(13, CASE WHEN dana IS NOT NULL THEN false ELSE status_id = 1 OR is_filled(sumber_dana) END)
    | flag(14, started IS NULL AND tmt_rest <> '')
    | flag(15, paid IS NULL AND paid_rest <> '') AS errors
  FROM dated
), warned AS (
  -- Likewise, in the order of `warnings`; a rejected row's are not looked for.
  SELECT *,
    CASE WHEN errors = 0 THEN
        flag(0, nik_date % 400_000 <> day(born) * 10_000 + month(born) * 100 + year(born) % 100)
      | flag(1, (nik_date > 400_000) <> woman)
      | flag(2, NOT starts_with(coalesce(nik_rest, nik), left(region::VARCHAR, 4)))
      | flag(3, born > getvariable('day_of_18') OR born <= getvariable('day_of_65'))
      | flag(4, started > getvariable('last_day'))
      | flag(5, CASE WHEN is_kpj(kpj) THEN false WHEN is_filled(kpj) THEN NOT is_kpj(clean(kpj)) END)
    ELSE 0 END AS warnings
  FROM checked
)
SELECT
  file::USMALLINT AS file, errors::USMALLINT AS errors, warnings::UTINYINT AS warnings,
  CASE WHEN errors > 0 THEN [nik, nama, tanggal_lahir, jenis_kelamin, kode_wilayah, kategori, status, program, sumber_dana,
    tmt, iuran_sampai, kpj, pekerjaan] END AS cells,
  number AS nik, born, woman, enum_code(region)::INTEGER AS region, kategori_id AS kategori, status_id AS status,
  programs::UTINYINT AS programs, dana,
  -- After the end of the period counts as missing.
  CASE WHEN started <= getvariable('last_day') THEN started END AS started,
  coalesce(status_id = 1 AND paid < getvariable('first_day'), false) AS arrears
FROM warned;
