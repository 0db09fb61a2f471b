"""What cells mean (data contract, section 3). Every different cell is asked about once, so plain functions on text are fast enough."""

import datetime
import re

ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
DASHES = re.compile("[-–—]+")
NOT_CODE = re.compile("[^A-Z0-9]+")

KATEGORI = (
    "SEMUA PENERIMA_UPAH BUMN BUMD JASA_KONSTRUKSI PMI NON_ASN PPPK_PARUH_WAKTU APARATUR_DESA BPD "
    "PENYELENGGARA_PEMILU RT_RW KADER PEKERJA_RENTAN BUKAN_PENERIMA_UPAH"
).split()
KATEGORI_SPELLINGS = {name.replace("_", " "): i for i, name in enumerate(KATEGORI) if i > 0} | {
    "PU": 1, "PEKERJA PENERIMA UPAH": 1, "BPU": 14, "PEKERJA BUKAN PENERIMA UPAH": 14, "JAKON": 4, "PEKERJA MIGRAN": 5,
    "PEKERJA MIGRAN INDONESIA": 5, "NONASN": 6, "HONORER": 6, "TENAGA HONORER": 6, "TENAGA NON ASN": 6,
    "PEGAWAI NON ASN": 6, "PPPK PW": 7, "APARAT DESA": 8, "PERANGKAT DESA": 8, "PERANGKAT NEGERI": 8,
    "APARATUR NEGERI": 8, "SANIRI": 9, "BADAN PERMUSYAWARATAN DESA": 9, "PEMILU": 10, "RTRW": 11, "RT": 11, "RW": 11,
    "KETUA RT": 11, "KETUA RW": 11, "KADER POSYANDU": 12, "RENTAN": 13,
}
STATUS = {
    "AKTIF": 1, "NON AKTIF": 2, "NONAKTIF": 2, "TIDAK AKTIF": 2, "DIUSULKAN": 3, "USULAN": 3, "DALAM USULAN": 3,
    "BELUM": 4, "BELUM TERDAFTAR": 4, "BELUM DAFTAR": 4,
}
DANA = set(
    "APBN,APBD PROV,APBD PROVINSI,APBD KAB,APBD KABUPATEN,APBD KOTA,APBD KAB KOTA,APBD,DANA DESA,DD,APBDES,APB DES,ADD,"
    "ALOKASI DANA DESA,DBH SAWIT,SAWIT,DBHCHT,DBH CHT,CSR,PERUSAHAAN,BADAN USAHA,MANDIRI,PRIBADI,SWADAYA".split(",")
)
GENDER = {"L": 0, "LAKI LAKI": 0, "LAKI": 0, "LELAKI": 0, "PRIA": 0, "P": 1, "PEREMPUAN": 1, "WANITA": 1}
PROGRAM = {"JKK": 1, "JKM": 2, "JHT": 4, "JP": 8, "JKP": 16}
MONTHS = {}
for names in (
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "january february march april may june july august september october november december",
):
    for number, name in enumerate(names.split(), 1):
        MONTHS[name] = MONTHS[name[:3]] = number
MONTHS |= {"pebruari": 2, "peb": 2, "nopember": 11, "nop": 11, "ags": 8, "agt": 8, "agust": 8, "sept": 9}

DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})([/-])(\d{1,2})\2(\d{1,2})")
IN_WORDS = re.compile(r"(\d{1,2})(?: +([A-Za-z]+) +|-([A-Za-z]+)-)(\d{4})")
MIDNIGHT = re.compile(r"( 00:00(:00)?|T00:00:00)$")


def clean(cell):
    text = ZERO_WIDTH.sub("", cell or "").strip()
    text = text.removeprefix("'").strip()
    return "" if DASHES.fullmatch(text) else text


def fold(cell):
    return NOT_CODE.sub(" ", clean(cell).upper()).strip()


def day(cell):
    """Days as yyyymmdd; 0 for an empty cell, -1 for none."""
    text = MIDNIGHT.sub("", clean(cell))
    if text == "":
        return 0
    if found := DAY_FIRST.fullmatch(text):
        d, _, m, y = found.groups()
    elif found := YEAR_FIRST.fullmatch(text):
        y, _, m, d = found.groups()
    elif found := IN_WORDS.fullmatch(text):
        d, m, m2, y = found.groups()
        m = MONTHS.get((m or m2).lower(), 0)
    else:
        return -1
    try:
        date = datetime.date(int(y), int(m), int(d))
    except ValueError:
        return -1
    return date.year * 10000 + date.month * 100 + date.day if date.year >= 1900 else -1


def month(cell):
    """Months as yyyymm; 0 for an empty cell, -1 for none."""
    text = clean(cell)
    if text == "":
        return 0
    if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
        y, m = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})/(\d{4})", text):
        m, y = found.groups()
    elif found := re.fullmatch(r"([A-Za-z]+) +(\d{4})", text):
        m, y = found.groups()
        m = MONTHS.get(m.lower(), 0)
    else:
        whole = day(cell)
        return whole // 100 if whole > 0 else whole
    return int(y) * 100 + int(m) if 1 <= int(m) <= 12 and int(y) >= 1900 else -1


def kategori(cell):
    return KATEGORI_SPELLINGS.get(fold(cell), -1)


def status(cell):
    return STATUS.get(fold(cell), -1)


def gender(cell):
    return GENDER.get(fold(cell), -1)


def dana(cell):
    """1 where a source is named, 0 for an empty cell, -1 for none."""
    return 0 if clean(cell) == "" else 1 if fold(cell) in DANA else -1


def program(cell):
    found = 0
    for word in re.split(r"[+,;/|\s]+", clean(cell).upper()):
        if word == "":
            continue
        if word not in PROGRAM:
            return -1
        found |= PROGRAM[word]
    return found


def nik(cell):
    """The number; -1 for none, -2 for one that a spreadsheet has shortened."""
    digits = re.sub(r"[.\-\s]", "", clean(cell))
    if re.fullmatch(r"[0-9]{16}", digits):
        return int(digits)
    return -2 if re.fullmatch(r"[0-9]([.,][0-9]+)?[eE]\+?[0-9]+", clean(cell)) else -1


def name(cell):
    return any(letter.isalpha() for letter in clean(cell))


def number(cell):
    text = clean(cell)
    if not re.fullmatch(r"[0-9]+|[0-9]{1,3}((\.[0-9]{3})+|(,[0-9]{3})+|( [0-9]{3})+)", text):
        return -1
    digits = re.sub("[^0-9]", "", text)
    return int(digits) if len(digits) <= 12 else -1
