-- The reference of regions, and the code lists with their spellings.

-- `id` is in the order of the contract's rule 4 for claims: the longer code first, then the smaller.
CREATE TABLE region AS
WITH code_only AS (
  SELECT replace(code, '.', '') AS code
  FROM read_csv(getvariable('regions'), header = true, all_varchar = true, union_by_name = true)
  UNION ALL SELECT '00'
), with_level AS (
  SELECT code, CASE code WHEN '00' THEN 0 ELSE length(code) END AS level FROM code_only
), numbered AS (
  SELECT (row_number() OVER (ORDER BY level DESC, code) - 1)::INTEGER AS id, code, level,
    CASE level WHEN 10 THEN code[:6] WHEN 6 THEN code[:4] WHEN 4 THEN code[:2] WHEN 2 THEN '00' END AS up
  FROM with_level
)
SELECT one.id, one.code, one.level, parent.id AS parent
FROM numbered one LEFT JOIN numbered parent ON parent.code = one.up
ORDER BY one.id;

-- A cast to this looks a code up, and its `enum_code` is `id`: a join would do too, but loses the order of records.
CREATE TYPE region_code AS ENUM (SELECT code FROM region WHERE level > 0 ORDER BY id);
SET VARIABLE provinces = (SELECT list(code::BIGINT) FROM region WHERE level = 2);

CREATE TABLE kategori AS
SELECT unnest(range(0, 15))::UTINYINT AS id, unnest([
  'SEMUA', 'PENERIMA_UPAH', 'BUMN', 'BUMD', 'JASA_KONSTRUKSI', 'PMI', 'NON_ASN', 'PPPK_PARUH_WAKTU', 'APARATUR_DESA',
  'BPD', 'PENYELENGGARA_PEMILU', 'RT_RW', 'KADER', 'PEKERJA_RENTAN', 'BUKAN_PENERIMA_UPAH'
]) AS name;

-- Spellings after `fold`, the codes themselves included.
SET VARIABLE kategori = map_from_entries((SELECT list((replace(name, '_', ' '), id)) FROM kategori WHERE id > 0) || [
  ('PU', 1), ('PEKERJA PENERIMA UPAH', 1), ('BPU', 14), ('PEKERJA BUKAN PENERIMA UPAH', 14), ('JAKON', 4),
  ('PEKERJA MIGRAN', 5), ('PEKERJA MIGRAN INDONESIA', 5), ('NONASN', 6), ('HONORER', 6), ('TENAGA HONORER', 6),
  ('TENAGA NON ASN', 6), ('PEGAWAI NON ASN', 6), ('PPPK PW', 7), ('APARAT DESA', 8), ('PERANGKAT DESA', 8),
  ('PERANGKAT NEGERI', 8), ('APARATUR NEGERI', 8), ('SANIRI', 9), ('BADAN PERMUSYAWARATAN DESA', 9), ('PEMILU', 10),
  ('RTRW', 11), ('RT', 11), ('RW', 11), ('KETUA RT', 11), ('KETUA RW', 11), ('KADER POSYANDU', 12), ('RENTAN', 13)
]);
SET VARIABLE status = map_from_entries([
  ('AKTIF', 1), ('NON AKTIF', 2), ('NONAKTIF', 2), ('TIDAK AKTIF', 2), ('DIUSULKAN', 3), ('USULAN', 3),
  ('DALAM USULAN', 3), ('BELUM', 4), ('BELUM TERDAFTAR', 4), ('BELUM DAFTAR', 4)
]);
SET VARIABLE funds = ['APBN', 'APBD_PROV', 'APBD_KAB', 'DANA_DESA', 'ADD', 'DBH_SAWIT', 'DBHCHT', 'CSR', 'PERUSAHAAN',
  'MANDIRI'];
SET VARIABLE dana = map_from_entries([
  ('APBN', 1), ('APBD PROV', 2), ('APBD PROVINSI', 2), ('APBD KAB', 3), ('APBD KABUPATEN', 3), ('APBD KOTA', 3),
  ('APBD KAB KOTA', 3), ('APBD', 3), ('DANA DESA', 4), ('DD', 4), ('APBDES', 4), ('APB DES', 4), ('ADD', 5),
  ('ALOKASI DANA DESA', 5), ('DBH SAWIT', 6), ('SAWIT', 6), ('DBHCHT', 7), ('DBH CHT', 7), ('CSR', 8),
  ('PERUSAHAAN', 9), ('BADAN USAHA', 9), ('MANDIRI', 10), ('PRIBADI', 10), ('SWADAYA', 10)
]);
SET VARIABLE woman = map_from_entries([
  ('L', false), ('LAKI LAKI', false), ('LAKI', false), ('LELAKI', false), ('PRIA', false),
  ('P', true), ('PEREMPUAN', true), ('WANITA', true)
]);
SET VARIABLE instructions = ['REGULASI', 'PENDAFTARAN', 'PENGAWASAN', 'BUMD', 'PTSP'];
SET VARIABLE progress = map_from_entries([
  ('BELUM', 1), ('PROSES', 2), ('DALAM PROSES', 2), ('SELESAI', 3), ('SUDAH', 3)
]);

-- What may be wrong with a participant's row, and what may be odd.
SET VARIABLE errors = ['NIK_NUMERIC', 'NIK_FORMAT', 'NIK_PROVINCE', 'NIK_BIRTHDATE', 'NIK_SERIAL', 'NAME_MISSING',
  'BIRTHDATE_INVALID', 'GENDER_INVALID', 'REGION_UNKNOWN', 'REGION_OUTSIDE', 'CATEGORY_UNKNOWN', 'STATUS_UNKNOWN',
  'PROGRAM_INVALID', 'FUNDING_UNKNOWN', 'TMT_INVALID', 'PAID_UNTIL_INVALID'];
SET VARIABLE warnings = ['NIK_BIRTHDATE_DIFFERS', 'NIK_GENDER_DIFFERS', 'NIK_REGION_DIFFERS', 'AGE_RANGE', 'TMT_FUTURE',
  'KPJ_FORMAT'];

SET VARIABLE month = map_from_entries((
  WITH full_name AS (
    SELECT unnest(['januari', 'februari', 'maret', 'april', 'mei', 'juni', 'juli', 'agustus', 'september', 'oktober',
      'november', 'desember', 'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september',
      'october', 'november', 'december', 'pebruari', 'nopember']) AS name,
      unnest(range(1, 13) || range(1, 13) || [2, 11]) AS number
  ), every_name AS (
    FROM full_name UNION SELECT name[:3], number FROM full_name
    UNION SELECT unnest(['ags', 'agt', 'agust', 'sept']), unnest([8, 8, 8, 9])
  )
  SELECT list((name, number)) FROM every_name
));
