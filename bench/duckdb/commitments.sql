-- What governments have promised, by instruction 1 to 5; status 1 BELUM, 2 PROSES, 3 SELESAI.
INSERT INTO commitment
WITH sent AS (
  SELECT *, file_index AS file, territory_of(filename) AS territory, region_rest(kode_wilayah) AS region_rest,
    clean(anggaran_rp) AS budget_rest, clean(realisasi_rp) AS spent_rest, day_rest(tenggat) AS due_rest,
    fold(instruksi) AS word
  FROM read_csv(
    getvariable('commitments'), auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
    new_line = '\n', filename = true, columns = {
      kode_wilayah: 'VARCHAR', instruksi: 'VARCHAR', status: 'VARCHAR', tenggat: 'VARCHAR', nomor: 'VARCHAR',
      tanggal: 'VARCHAR', anggaran_rp: 'VARCHAR', realisasi_rp: 'VARCHAR', keterangan: 'VARCHAR'
    })
), parsed AS (
  SELECT file, territory, region.id AS region, region.code,
    coalesce(TRY_CAST(word AS UTINYINT), list_position(getvariable('instructions'), word))::UTINYINT AS instruction,
    getvariable('progress')[fold(sent.status)] AS status, since_1900(day_typed(due_rest)) AS due,
    number_typed(budget_rest) AS budget, number_typed(spent_rest) AS spent
  FROM sent LEFT JOIN region ON region.code = region_rest AND region.level IN (2, 4)
)
SELECT file, coalesce(starts_with(code, territory) AND instruction BETWEEN 1 AND 5 AND status > 0, false), region,
  instruction, status, due, budget, spent
FROM parsed;
