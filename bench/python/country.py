"""Regions, declared potensi and coverage.csv: what comes before and after the people, on small arrays."""

import calendar
import csv
import glob
import gzip
import os

import numpy as np

import cells

DATA = os.path.join(os.path.dirname(__file__), "../../node_modules/idn-area-data/data")
LEVELS = ["nasional", "provinsi", "kabkota", "kecamatan", "desa"]
ERRORS = (
    "NIK_FORMAT NIK_NUMERIC NIK_PROVINCE NIK_BIRTHDATE NIK_SERIAL NAME_MISSING BIRTHDATE_INVALID GENDER_INVALID "
    "REGION_UNKNOWN REGION_OUTSIDE CATEGORY_UNKNOWN STATUS_UNKNOWN PROGRAM_INVALID FUNDING_UNKNOWN TMT_INVALID "
    "PAID_UNTIL_INVALID"
).split()
COUNTS = (
    "terdata aktif non_aktif diusulkan belum jkk jkm jht jp jkp menunggak klaim konflik status_berbeda"
).split()
TERDATA, AKTIF, KLAIM, KONFLIK = 0, 1, 11, 12


class Country:
    """Regions by number: villages first, the nation last, each level in the order of its codes."""

    def __init__(self):
        codes = []
        self.first = {}
        for level, file in zip((4, 3, 2, 1), ("villages", "districts", "regencies", "provinces")):
            self.first[level] = len(codes)
            with open(f"{DATA}/{file}.csv", encoding="utf-8") as lines:
                codes += sorted(row["code"].replace(".", "") for row in csv.DictReader(lines))
        self.first[0] = len(codes)
        codes.append("00")
        self.codes = codes
        self.number = {code: i for i, code in enumerate(codes)}
        above = {10: 6, 6: 4, 4: 2}
        self.parent = np.array(
            [self.number[code[: above[len(code)]]] if len(code) > 2 else self.first[0] for code in codes]
        )
        self.children = np.bincount(self.parent[:-1], minlength=len(codes))
        self.provinces = {int(code) for code in codes if len(code) == 2 and code != "00"}

    def level(self, region):
        return next(level for level in (0, 1, 2, 3, 4) if region >= self.first[level])

    def find(self, cell):
        found = self.number.get(cells.clean(cell).replace(".", ""), -1)
        return -1 if found == self.first[0] else found

    def is_inside(self, region, territory):
        return territory == "00" or self.codes[region].startswith(territory)


def slot(path):
    period, territory, name = path.split("/")[-3:]
    return f"{period}/{territory.replace('.', '')}/{name.split('.')[0]}"


def territory(path):
    return slot(path).split("/")[1]


def files_of(uploads, kind):
    return sorted(glob.glob(f"{uploads}/*/*/{kind}*.csv*"), key=slot)


def period_of(uploads):
    """yyyymm, and the last day of it."""
    year, month = map(int, os.path.basename(glob.glob(f"{uploads}/*-*")[0]).split("-"))
    return year * 100 + month, year * 10000 + month * 100 + calendar.monthrange(year, month)[1]


def nik_errors(nik, country):
    """Bits of ERRORS for an array of numbers."""
    dd, mm, yy = nik // 10**8 % 100, nik // 10**6 % 100, nik // 10**4 % 100
    days = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[np.where(mm <= 12, mm, 0)]
    days = days + ((mm == 2) & (yy % 4 == 0))
    is_date = (dd <= 71) & (mm >= 1) & (mm <= 12) & (dd % 40 >= 1) & (dd % 40 <= days)
    provinces = np.zeros(100, bool)
    provinces[list(country.provinces)] = True
    errors = np.where(provinces[np.where(nik > 0, nik // 10**14, 0)], 0, 4)
    errors = errors | np.where(is_date, 0, 8) | np.where(nik % 10000 == 0, 16, 0)
    return np.where(nik < 0, np.where(nik == -2, 2, 1), errors)


def codes_of(errors):
    return " ".join(code for bit, code in enumerate(ERRORS) if errors >> bit & 1)


def declared(uploads, country):
    """(region, kategori) → potensi; the wider territory prevails, then the smaller slot."""
    found = {}
    files = sorted(files_of(uploads, "target"), key=lambda path: (len(territory(path)) if territory(path) != "00" else 0, slot(path)))
    for path in files:
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                region = country.number.get(cells.clean(row["kode_wilayah"]).replace(".", ""), -1)
                kategori = 0 if cells.fold(row["kategori"]) == "SEMUA" else cells.kategori(row["kategori"])
                potensi = cells.number(row["potensi"])
                if region >= 0 and kategori >= 0 and potensi >= 0 and country.is_inside(region, territory(path)):
                    found.setdefault((region, kategori), potensi)
    return found


def summed(keys, counts):
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.array([], int)
    return keys[starts], (np.add.reduceat(counts, starts) if len(keys) else counts)


def write_coverage(path, period, country, region, kategori, counts, potensi):
    """@param counts a row of COUNTS for each region and kategori that have claims of their own"""
    total = {}
    below = (np.array([], int), np.zeros((0, len(COUNTS)), int))
    for level in (4, 3, 2, 1, 0):
        end = country.first[level - 1] if level else len(country.codes)
        here = (region >= country.first[level]) & (region < end)
        keys, sums = summed(np.r_[region[here] * 15 + kategori[here], below[0]], np.r_[counts[here], below[1]])
        total.update(zip(keys.tolist(), sums.tolist()))
        if level:
            below = (country.parent[keys // 15] * 15 + keys % 15, sums)
    effective = effective_of(potensi, total, country)
    keys = set(total) | set(effective) | {key - key % 15 for key in effective}
    # Regions are deepest first; tables begin with the nation.
    level_of = {}
    for level in (4, 3, 2, 1, 0):
        level_of.update((r, level) for r in range(country.first[level], country.first[level - 1] if level else len(country.codes)))
    none = [0] * len(COUNTS)
    month = f"{period // 100}-{period % 100:02d}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as out:
        names = COUNTS[:12] + ["duplikat"] + COUNTS[12:]
        out.write(f"periode,level,kode_wilayah,kategori,{','.join(names)},persen_terdata,potensi,potensi_dasar,aktif_dasar,cakupan_persen\n")
        for key in sorted(keys, key=lambda key: (level_of[key // 15], key)):
            of, name = divmod(key, 15)
            row = total.get(key, none)
            values = row[:12] + [row[KLAIM] - row[TERDATA]] + row[12:]
            figures, basis, active = effective.get(key, (None, "", None))
            tail = f"{figures},{basis},{active},{percent(active, figures)}" if figures is not None else ",,,"
            out.write(
                f"{month},{LEVELS[level_of[of]]},{country.codes[of]},{cells.KATEGORI[name]},"
                f"{','.join(map(str, values))},{percent(row[AKTIF], row[TERDATA])},{tail}\n"
            )


def effective_of(potensi, total, country):
    """Declared, else the children's sum: (region, kategori) → potensi, basis, active."""
    found = {}
    for level in (4, 3, 2, 1, 0):
        sums = {}
        if level < 4:
            for key, (figure, basis, active) in found.items():
                region = key // 15
                if country.first[level + 1] <= region < country.first[level]:
                    sums.setdefault(int(country.parent[region]) * 15 + key % 15, []).append((figure, basis, active))
        end = country.first[level - 1] if level else len(country.codes)
        here = {r * 15 + k: figure for (r, k), figure in potensi.items() if country.first[level] <= r < end}
        for key, parts in sums.items():
            if key in here:
                continue
            whole = len(parts) == country.children[key // 15] and all(basis != "SEBAGIAN" for _, basis, _ in parts)
            found[key] = (sum(p[0] for p in parts), "JUMLAH" if whole else "SEBAGIAN", sum(p[2] for p in parts))
        for key, figure in here.items():
            found[key] = (figure, "DINYATAKAN", total[key][AKTIF] if key in total else 0)
    return found


def percent(part, whole):
    if not whole:
        return ""
    hundredths = (20000 * part + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
