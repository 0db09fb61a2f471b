-- The rejected rows as they were sent, with all their codes.
COPY (
  SELECT
    cells[1] AS file, cells[2] AS nik, cells[3] AS nama, cells[4] AS tanggal_lahir, cells[5] AS jenis_kelamin,
    cells[6] AS kode_wilayah, cells[7] AS kategori, cells[8] AS status, cells[9] AS program, cells[10] AS sumber_dana,
    cells[11] AS tmt, cells[12] AS iuran_sampai, cells[13] AS kpj, cells[14] AS pekerjaan,
    array_to_string(list_filter([
      CASE WHEN is_nik_numeric(cells[2]) THEN 'NIK_NUMERIC' ELSE 'NIK_FORMAT' END, 'NIK_PROVINCE', 'NIK_BIRTHDATE',
      'NIK_SERIAL', 'NAME_MISSING', 'BIRTHDATE_INVALID', 'GENDER_INVALID', 'REGION_UNKNOWN', 'REGION_OUTSIDE',
      'CATEGORY_UNKNOWN', 'STATUS_UNKNOWN', 'PROGRAM_INVALID', 'FUNDING_UNKNOWN', 'TMT_INVALID', 'PAID_UNTIL_INVALID'
    ], lambda code, place: (errors >> (place - 1)) & 1 = 1), ' ') AS codes
  FROM claim WHERE errors > 0
) TO (getvariable('out') || '/rejected.csv') (HEADER);
