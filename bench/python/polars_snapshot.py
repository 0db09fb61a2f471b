"""The same snapshot by Polars, as its best user would write it: `python polars_snapshot.py UPLOADS OUT`."""

import sys

import numpy as np
import polars as pl

import cells
import country as land


def meaning(column, rule, type=pl.Int32):
    """What a column's cells mean, each different one asked about once."""
    different = column.unique()
    values = pl.Series([rule(cell) for cell in different.to_list()], dtype=type)
    return column.replace_strict(different, values, return_dtype=type)


def niks(column):
    """Nearly all are sixteen digits."""
    numbers = pl.when(column.str.contains("^[0-9]{16}$")).then(column.cast(pl.Int64, strict=False))
    found = pl.select(numbers.alias("nik")).to_series()
    odd = column.filter(found.is_null())
    known = pl.Series([cells.nik(cell) for cell in odd.to_list()], dtype=pl.Int64)
    return found.scatter(found.is_null().arg_true(), known)


def snapshot(uploads, out):
    country = land.Country()
    month, last_day = land.period_of(uploads)
    rows = pl.concat(
        pl.read_csv(path, infer_schema=False).fill_null("").with_columns(pl.lit(path).alias("file"))
        for path in land.files_of(uploads, "peserta")
    )
    nik = niks(rows["nik"])
    named = rows["nama"].str.contains(r"\pL")
    born, tmt = (meaning(rows[name], cells.day) for name in ("tanggal_lahir", "tmt"))
    paid = meaning(rows["iuran_sampai"], cells.month)
    woman = meaning(rows["jenis_kelamin"], cells.gender, pl.Int8)
    region = meaning(rows["kode_wilayah"], country.find)
    kategori = meaning(rows["kategori"], cells.kategori, pl.Int8)
    status = meaning(rows["status"], cells.status, pl.Int8)
    program = meaning(rows["program"], cells.program, pl.Int8)
    dana = meaning(rows["sumber_dana"], cells.dana, pl.Int8)
    errors = land.nik_errors(nik.to_numpy(), country)
    inside = np.zeros(len(rows), bool)
    at, starts = region.to_numpy(), 0
    codes = np.array([code.ljust(10) for code in country.codes])
    for path, count in rows.group_by("file", maintain_order=True).len().iter_rows():
        known = codes[at[starts : starts + count]]
        prefix = "" if land.territory(path) == "00" else land.territory(path)
        inside[starts : starts + count] = np.strings.startswith(known, prefix)
        starts += count
    active = (status == 1).to_numpy()
    born, tmt, paid, program, dana = (one.to_numpy() for one in (born, tmt, paid, program, dana))
    for bit, wrong in enumerate(
        [
            ~named.to_numpy(), (born <= 0) | (born > last_day), woman.to_numpy() < 0, at < 0, (at >= 0) & ~inside,
            kategori.to_numpy() < 0, status.to_numpy() < 0, (program < 0) | (active & (program & 3 != 3)),
            (dana < 0) | (active & (dana == 0)), tmt < 0, paid < 0,
        ],
        5,
    ):
        errors |= wrong.astype(errors.dtype) << bit
    bad = pl.Series(errors)
    rejected = rows.filter(bad > 0).with_columns(meaning(bad.filter(bad > 0), land.codes_of, pl.String).alias("codes"))
    rejected.write_csv(f"{out}/rejected.csv")
    del rows, rejected

    claims = pl.DataFrame(
        {
            "nik": nik, "born": born, "woman": woman, "region": region, "kategori": kategori, "status": status,
            "program": program, "started": np.where(tmt > last_day, 0, tmt),
            "arrears": active & (paid > 0) & (paid < month),
        }
    ).filter(bad == 0)
    claims = claims.with_row_index("place")
    own = pl.concat([counted(claims, "kategori"), counted(claims.with_columns(kategori=pl.lit(0, pl.Int8)), "person", claims)])
    land.write_coverage(
        f"{out}/exact/coverage.csv", month, country, own["region"].to_numpy().astype(int), own["kategori"].to_numpy().astype(int),
        own.select(land.COUNTS).to_numpy().astype(int), land.declared(uploads, country),
    )


def counted(claims, what, full=None):
    """Counts per region and kategori, where a person counts once in each kategori, or once at all."""
    person = ["nik", "kategori"] if what == "kategori" else ["nik"]
    source = claims if full is None else full
    again = source.filter(pl.struct(person).is_duplicated() if len(person) > 1 else pl.col("nik").is_duplicated())
    order = again.sort([*person, "status", "started", "kategori", "region", "place"], descending=[*([False] * len(person)), False, True, False, False, False])
    first = order.group_by(person, maintain_order=True).agg(
        pl.col("place").first(),
        conflict=(pl.col("born").n_unique() > 1) | (pl.col("woman").n_unique() > 1),
        differs=pl.col("status").n_unique() > 1,
    )
    lost = again.select("place").join(first.select("place"), on="place", how="anti").with_columns(counts=False)
    flagged = claims.join(lost, on="place", how="left").join(
        first.select("place", "conflict", "differs"), on="place", how="left"
    ).with_columns(pl.col("counts").fill_null(True), pl.col("conflict", "differs").fill_null(False))
    counts, active = pl.col("counts"), pl.col("counts") & (pl.col("status") == 1)
    return flagged.group_by("region", "kategori").agg(
        terdata=counts.sum(), aktif=active.sum(),
        **{name: (counts & (pl.col("status") == i)).sum() for i, name in enumerate(("non_aktif", "diusulkan", "belum"), 2)},
        **{name: (active & (pl.col("program") & (1 << i) > 0)).sum() for i, name in enumerate(("jkk", "jkm", "jht", "jp", "jkp"))},
        menunggak=(counts & pl.col("arrears")).sum(), klaim=pl.len(),
        konflik=(counts & pl.col("conflict")).sum(), status_berbeda=(counts & pl.col("differs")).sum(),
    )


if __name__ == "__main__":
    snapshot(*sys.argv[1:3])
