-- Cells as the contract reads them, in two steps: a `..._quick` macro answers for what nearly every cell looks like,
-- and is NULL for the rest; only the rest is cleaned and typed in full (CASE evaluates a branch only for the rows that
-- need it). NULL in the end is wrong or, where a cell may be empty, empty. Macros expand as text, so one that uses its
-- argument more than once gets a column, not an expression.
-- NFKC is missing: DuckDB has none, and no spelling that is generated needs it.

-- White space is JavaScript's \s; RE2's has neither the vertical tab nor Unicode's.
SET VARIABLE white = '\s\x{0b}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}';
CREATE MACRO trim_white(cell) AS
  regexp_replace(cell, '^[' || getvariable('white') || ']+|[' || getvariable('white') || ']+$', '', 'g');
CREATE MACRO without_zero_width(cell) AS regexp_replace(cell, '[\x{200b}\x{200c}\x{200d}\x{2060}\x{feff}]', '', 'g');
CREATE MACRO without_apostrophe(cell) AS regexp_replace(cell, '^''[' || getvariable('white') || ']*', '');
CREATE MACRO clean_fully(cell) AS
  regexp_replace(without_apostrophe(trim_white(without_zero_width(coalesce(cell, '')))), '^[-–—]+$', '');
CREATE MACRO clean(cell) AS CASE
  WHEN regexp_full_match(cell, '[0-9A-Za-z]([ -~]*[0-9A-Za-z])?') THEN cell ELSE clean_fully(cell)
END;
CREATE MACRO fold(cell) AS trim(regexp_replace(upper(clean(cell)), '[^A-Z0-9]+', ' ', 'g'));
CREATE MACRO is_filled(cell) AS CASE WHEN cell IS NULL THEN false ELSE clean(cell) <> '' END;
CREATE MACRO flag(place, condition) AS CASE WHEN condition THEN 1 << place ELSE 0 END;
CREATE MACRO codes_of(list, flags) AS list_filter(list, lambda code, place: (flags >> (place - 1)) & 1 = 1);

-- NIK: 16 digits, as a number. Casts take more than the contract does (1e15, 1_0, blanks), so a cast counts only if its
-- text is the cell again.
CREATE MACRO nik_quick(cell, number) AS CASE WHEN number::VARCHAR = cell AND length(cell) = 16 THEN number END;
CREATE MACRO nik_rest(cell) AS regexp_replace(clean(cell), '[.\-' || getvariable('white') || ']', '', 'g');
CREATE MACRO nik_typed(rest) AS CASE WHEN regexp_full_match(rest, '[0-9]{16}') THEN rest::BIGINT END;
CREATE MACRO is_nik_numeric(cell) AS regexp_full_match(clean(cell), '[0-9]([.,][0-9]+)?[eE]\+?[0-9]+');
CREATE MACRO is_province(number) AS list_contains(getvariable('provinces'), number);
-- A real date in 19YY or 20YY: 29 February stands in one of them if 4 divides YY. Women have DD + 40.
CREATE MACRO is_nik_date(dd, mm, yy) AS
  dd <= 71 AND mm BETWEEN 1 AND 12 AND dd % 40 BETWEEN 1 AND
    CASE WHEN mm = 2 THEN 28 + (yy % 4 = 0)::INTEGER WHEN mm = 4 OR mm = 6 OR mm = 9 OR mm = 11 THEN 30 ELSE 31 END;

CREATE MACRO is_kpj(cell) AS regexp_full_match(cell, '[0-9]{11}');

CREATE MACRO has_letter(cell) AS CASE
  WHEN cell >= 'A' AND cell < '[' THEN true ELSE regexp_matches(clean(cell), '\pL')
END;

-- The uploader's territory, from the path; the nation's holds every region.
CREATE MACRO territory_of(file) AS CASE
  WHEN contains(file, '/00/') THEN '' ELSE replace(regexp_extract(file, '([0-9.]+)/[^/]+$', 1), '.', '')
END;
CREATE MACRO region_rest(cell) AS replace(clean(cell), '.', '');

-- Dates; a cast is checked as above (it takes letters behind a date, and the word infinity).
CREATE MACRO since_1900(day) AS CASE WHEN day >= DATE '1900-01-01' THEN day END;
CREATE MACRO month_of(name) AS getvariable('month')[lower(name)];
CREATE MACRO day_from(year, month, day) AS TRY_CAST(concat(year, '-', month, '-', day) AS DATE);
CREATE MACRO day_quick(cell, day) AS CASE
  WHEN day::VARCHAR = cell AND day BETWEEN DATE '1900-01-01' AND DATE '9999-12-31' THEN day
END;
CREATE MACRO day_rest(cell) AS CASE
  WHEN contains(cell, ':') THEN regexp_replace(clean(cell), '( 00:00(:00)?|T00:00:00)$', '') ELSE clean(cell)
END;
CREATE MACRO day_typed(rest) AS CASE
  WHEN rest IS NULL THEN NULL
  WHEN regexp_full_match(rest, '[0-9]{1,2}(/[0-9]{1,2}/|-[0-9]{1,2}-|\.[0-9]{1,2}\.)[0-9]{4}')
    THEN try_strptime(rest, ['%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y'])::DATE
  WHEN regexp_full_match(rest, '[0-9]{1,2}( +[A-Za-z]+ +|-[A-Za-z]+-)[0-9]{4}')
    THEN day_from(rest[-4:], month_of(regexp_extract(rest, '[A-Za-z]+')), regexp_extract(rest, '^\d+'))
  WHEN regexp_full_match(rest, '[0-9]{4}(/[0-9]{1,2}/|-[0-9]{1,2}-)[0-9]{1,2}')
    THEN TRY_CAST(replace(rest, '/', '-') AS DATE)
END;

-- Months, as any day in them.
CREATE MACRO month_quick(cell) AS CASE WHEN cell = getvariable('period') THEN getvariable('first_day') END;
CREATE MACRO month_typed(rest) AS CASE
  WHEN rest IS NULL THEN NULL
  WHEN regexp_full_match(rest, '[0-9]{4}-[0-9]{2}') THEN TRY_CAST(rest || '-01' AS DATE)
  WHEN regexp_full_match(rest, '[0-9]{1,2}/[0-9]{4}') THEN day_from(rest[-4:], split_part(rest, '/', 1), 1)
  WHEN regexp_full_match(rest, '[A-Za-z]+ +[0-9]{4}')
    THEN day_from(rest[-4:], month_of(regexp_extract(rest, '^[A-Za-z]+')), 1)
  ELSE day_typed(day_rest(rest))
END;

-- Codes: as they stand in the list, else a known spelling, else one once folded. The numbers are the contract's order.
CREATE MACRO spelling(list, cell) AS coalesce(getvariable(list)[upper(cell)], getvariable(list)[fold(cell)]);
CREATE MACRO kategori_of(cell) AS coalesce(
  list_position(['PENERIMA_UPAH', 'BUMN', 'BUMD', 'JASA_KONSTRUKSI', 'PMI', 'NON_ASN', 'PPPK_PARUH_WAKTU',
    'APARATUR_DESA', 'BPD', 'PENYELENGGARA_PEMILU', 'RT_RW', 'KADER', 'PEKERJA_RENTAN', 'BUKAN_PENERIMA_UPAH'], cell),
  spelling('kategori', cell))::UTINYINT;
CREATE MACRO status_of(cell) AS coalesce(
  list_position(['AKTIF', 'NON_AKTIF', 'DIUSULKAN', 'BELUM'], cell), spelling('status', cell))::UTINYINT;
CREATE MACRO dana_of(cell) AS CASE WHEN cell IS NOT NULL THEN coalesce(
  list_position(getvariable('funds'), cell), spelling('dana', cell)) END::UTINYINT;
CREATE MACRO is_woman(cell) AS CASE cell WHEN 'L' THEN false WHEN 'P' THEN true ELSE spelling('woman', cell) END;

-- A set as bits: JKK 1, JKM 2, JHT 4, JP 8, JKP 16; NULL when another word is in it.
CREATE MACRO program_quick(cell) AS CASE
  WHEN cell = 'JKK+JKM' THEN 3 WHEN cell = 'JKK+JKM+JHT' THEN 7 WHEN cell = 'JKK+JKM+JHT+JP' THEN 15
  WHEN cell = 'JKK+JKM+JHT+JP+JKP' THEN 31 WHEN cell IS NULL THEN 0
END;
CREATE MACRO program_rest(cell) AS
  regexp_replace(upper(clean(cell)) || '+', '[+,;/|' || getvariable('white') || ']+', '+', 'g');
CREATE MACRO program_typed(rest) AS CASE
  WHEN regexp_full_match(rest, '\+?(JKK\+|JKM\+|JHT\+|JP\+|JKP\+)*') THEN
    contains(rest, 'JKK')::INTEGER + 2 * contains(rest, 'JKM')::INTEGER + 4 * contains(rest, 'JHT')::INTEGER
    + 8 * contains(rest, 'JP+')::INTEGER + 16 * contains(rest, 'JKP')::INTEGER
END;

-- A whole number of at most 12 digits, plain or in groups of three.
CREATE MACRO number_typed(rest) AS CASE
  WHEN regexp_full_match(rest, '[0-9]+|[0-9]{1,3}((\.[0-9]{3})+|(,[0-9]{3})+|( [0-9]{3})+)')
    AND length(regexp_replace(rest, '[^0-9]', '', 'g')) <= 12
  THEN regexp_replace(rest, '[^0-9]', '', 'g')::BIGINT
END;
