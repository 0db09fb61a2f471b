"""The same snapshot by pandas, as its best user would write it: `python pandas_snapshot.py UPLOADS OUT`."""

import sys

import numpy as np
import pandas as pd

import cells
import country as land

COLUMNS = (
    "nik nama tanggal_lahir jenis_kelamin kode_wilayah kategori status program sumber_dana tmt iuran_sampai kpj pekerjaan"
).split()


def meaning(column, rule, type):
    """What a column's cells mean, each different one asked about once."""
    codes, different = pd.factorize(column)
    return np.array([rule(cell) for cell in different], dtype=type)[codes]


def niks(column):
    """Nearly all are sixteen digits."""
    plain = column.str.fullmatch("[0-9]{16}").to_numpy(bool)
    numbers = np.empty(len(column), np.int64)
    numbers[plain] = column[plain].astype("int64")
    numbers[~plain] = [cells.nik(cell) for cell in column[~plain]]
    return numbers


def snapshot(uploads, out):
    country = land.Country()
    month, last_day = land.period_of(uploads)
    files = land.files_of(uploads, "peserta")
    parts = [
        pd.read_csv(path, engine="pyarrow", dtype=dict.fromkeys(COLUMNS, "string[pyarrow]"), keep_default_na=False)
        for path in files
    ]
    lengths = [len(part) for part in parts]
    rows = pd.concat(parts, ignore_index=True)
    del parts
    nik = niks(rows["nik"])
    named = rows["nama"].str.contains("[A-Za-z]").to_numpy(bool)
    named[~named] = [cells.name(cell) for cell in rows["nama"][~named]]
    born, tmt = (meaning(rows[name], cells.day, np.int32) for name in ("tanggal_lahir", "tmt"))
    paid = meaning(rows["iuran_sampai"], cells.month, np.int32)
    woman = meaning(rows["jenis_kelamin"], cells.gender, np.int8)
    region = meaning(rows["kode_wilayah"], country.find, np.int32)
    kategori = meaning(rows["kategori"], cells.kategori, np.int8)
    status = meaning(rows["status"], cells.status, np.int8)
    program = meaning(rows["program"], cells.program, np.int8)
    dana = meaning(rows["sumber_dana"], cells.dana, np.int8)
    inside = np.zeros(len(rows), bool)
    codes, start = np.array([code.ljust(10) for code in country.codes]), 0
    for path, length in zip(files, lengths):
        prefix = "" if land.territory(path) == "00" else land.territory(path)
        inside[start : start + length] = np.strings.startswith(codes[region[start : start + length]], prefix)
        start += length
    errors = land.nik_errors(nik, country)
    active = status == 1
    for bit, wrong in enumerate(
        [
            ~named, (born <= 0) | (born > last_day), woman < 0, region < 0, (region >= 0) & ~inside, kategori < 0,
            status < 0, (program < 0) | (active & (program & 3 != 3)), (dana < 0) | (active & (dana == 0)), tmt < 0,
            paid < 0,
        ],
        5,
    ):
        errors |= wrong.astype(errors.dtype) << bit
    bad = errors > 0
    rejected = rows[bad].assign(
        file=np.repeat(files, lengths)[bad], codes=meaning(pd.Series(errors[bad]), land.codes_of, object)
    )
    rejected.to_csv(f"{out}/rejected.csv", index=False)
    del rows, rejected

    good = ~bad
    claims = pd.DataFrame(
        {
            "nik": nik[good], "born": born[good], "woman": woman[good], "region": region[good],
            "kategori": kategori[good], "status": status[good], "program": program[good],
            "started": -np.where(tmt > last_day, 0, tmt)[good], "arrears": (active & (paid > 0) & (paid < month))[good],
        }
    )
    claims["place"] = np.arange(len(claims))
    own = pd.concat([counted(claims, ["nik", "kategori"]), counted(claims, ["nik"]).assign(kategori=0)])
    own = own.groupby(["region", "kategori"], as_index=False).sum()
    land.write_coverage(
        f"{out}/exact/coverage.csv", month, country, own["region"].to_numpy(int), own["kategori"].to_numpy(int),
        own[land.COUNTS].to_numpy(int), land.declared(uploads, country),
    )


def counted(claims, person):
    """Counts per region and kategori, where a person counts once in each kategori, or once at all."""
    again = claims[claims.duplicated(person, keep=False)]
    order = again.sort_values([*person, "status", "started", "kategori", "region", "place"])
    group = order.groupby(person, sort=False)
    several = order.assign(
        conflict=(group["born"].transform("nunique") > 1) | (group["woman"].transform("nunique") > 1),
        differs=group["status"].transform("nunique") > 1,
    )
    first = several.drop_duplicates(person)
    counts, conflict, differs = np.ones(len(claims), bool), np.zeros(len(claims), bool), np.zeros(len(claims), bool)
    counts[again["place"]] = False
    counts[first["place"]] = True
    conflict[first["place"]] = first["conflict"]
    differs[first["place"]] = first["differs"]
    status, program = claims["status"], claims["program"]
    active = counts & (status == 1)
    figures = {"terdata": counts, "aktif": active}
    figures |= {name: counts & (status == i) for i, name in enumerate(("non_aktif", "diusulkan", "belum"), 2)}
    figures |= {name: active & (program & (1 << i) > 0) for i, name in enumerate(("jkk", "jkm", "jht", "jp", "jkp"))}
    figures |= {"menunggak": counts & claims["arrears"], "klaim": np.ones(len(claims), bool)}
    figures |= {"konflik": conflict, "status_berbeda": differs}
    table = pd.DataFrame({name: np.asarray(values, np.int64) for name, values in figures.items()})
    return table.groupby([claims["region"], claims["kategori"]]).sum().reset_index()


if __name__ == "__main__":
    snapshot(*sys.argv[1:3])
