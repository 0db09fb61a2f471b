-- One level, from the villages up to the nation: its own claims and the totals of the level below.
INSERT INTO total
WITH parts AS (
  SELECT own.* FROM own JOIN region ON region.id = own.region WHERE region.level = getvariable('level')
  UNION ALL
  SELECT region.parent, total.* EXCLUDE (level, region)
  FROM total JOIN region ON region.id = total.region WHERE total.level = getvariable('below')
)
SELECT getvariable('level'), region, kategori, sum(COLUMNS(* EXCLUDE (region, kategori)))
FROM parts GROUP BY region, kategori;

-- Effective potensi: declared, else the children's; basis 1 DINYATAKAN, 2 JUMLAH, 3 SEBAGIAN.
INSERT INTO effective
SELECT getvariable('level'), declared.region, declared.kategori, declared.potensi, 1, coalesce(total.aktif, 0)
FROM declared JOIN region ON region.id = declared.region LEFT JOIN total USING (region, kategori)
WHERE region.level = getvariable('level')
UNION ALL
SELECT getvariable('level'), region.parent, kategori, sum(potensi),
  CASE WHEN count(*) = any_value(children) AND max(basis) < 3 THEN 2 ELSE 3 END, sum(aktif)
FROM effective JOIN region ON region.id = effective.region JOIN children ON children.region = region.parent
WHERE effective.level = getvariable('below')
  AND NOT EXISTS (FROM declared WHERE declared.region = region.parent AND declared.kategori = effective.kategori)
GROUP BY region.parent, kategori;
