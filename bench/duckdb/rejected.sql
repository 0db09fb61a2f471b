-- The rejected rows as they were sent, with all their codes.
COPY (
  SELECT
    key AS file, cells[1] AS nik, cells[2] AS nama, cells[3] AS tanggal_lahir, cells[4] AS jenis_kelamin,
    cells[5] AS kode_wilayah, cells[6] AS kategori, cells[7] AS status, cells[8] AS program, cells[9] AS sumber_dana,
    cells[10] AS tmt, cells[11] AS iuran_sampai, cells[12] AS kpj, cells[13] AS pekerjaan,
    array_to_string(codes_of(getvariable('errors'), errors), ' ') AS codes
  FROM claim JOIN verdict USING (file) WHERE errors > 0
) TO (getvariable('out') || '/rejected.csv') (HEADER);
