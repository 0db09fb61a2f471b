/** Who has not reported, who has not begun, what was promised, and how villages do: one sortable table each. */
import { INSTRUKSI, KATEGORI } from '../../pipeline/rules/vocabulary.ts';
import { cellOf, numberIn, wordIn } from '../data/cells.ts';
import type { Monitored } from '../data/monitored.ts';
import { linkFrom, useShown } from '../page.ts';
import { Bar } from '../parts/bar.tsx';
import { Choice } from '../parts/choice.tsx';
import { Deadline, isDone, isLate } from '../parts/deadline.tsx';
import { Num } from '../parts/number.tsx';
import { type Column, Sheet } from '../parts/sheet.tsx';
import { isReporting } from './region-deeds.tsx';

interface Props {
  readonly rows: readonly Monitored[];
}

export function NotReported({ rows }: Props) {
  const { address, words, tier } = useShown();
  const wanted = address.query.status ?? 'belum';
  const shown = rows.filter((row) => {
    const status = statusOf(row);
    return wanted === 'semua' || (wanted === 'belum' ? status !== 'MELAPOR' : status === wanted);
  });
  const columns: Column<Monitored>[] = [
    ...useNames(),
    useStatus(),
    ...(['berkas_berlaku', 'berkas_tidak_berlaku'] as const).map((column) => ({
      key: column,
      label: column === 'berkas_berlaku' ? words.monev.berkasBerlaku : words.monev.berkasTidakBerlaku,
      number: true,
      cell: ({ reporting }: Monitored) => <Num cell={cellOf('reporting', reporting, column)} />,
      sort: ({ reporting }: Monitored) => numberIn(cellOf('reporting', reporting, column)),
    })),
    ...(tier === 'public'
      ? []
      : (['baris_diterima', 'baris_ditolak'] as const).map((column) => ({
          key: column,
          label: column === 'baris_diterima' ? words.barisLolos : words.barisDitolak,
          number: true,
          cell: ({ reporting }: Monitored) => <Num cell={cellOf('reporting', reporting, column)} />,
          sort: ({ reporting }: Monitored) => numberIn(cellOf('reporting', reporting, column)),
        }))),
    usePromise(),
  ];
  return (
    <>
      <div class="filters">
        <Choice
          label={words.status}
          name="status"
          value={wanted}
          usual="belum"
          options={[
            ['belum', words.monev.selainMelapor],
            ['semua', words.monev.semua],
            ...(['BELUM_LAPOR', 'DITOLAK', 'DITARIK', 'MELAPOR'] as const).map(
              (status) => [status, words.lapor[status]] as const,
            ),
          ]}
        />
      </div>
      <p class="note">{words.monev.laporCatatan}</p>
      <Result {...{ shown, rows, columns }} caption={words.monev.tab.lapor} />
    </>
  );
}

export function NotBegun({ rows }: Props) {
  const { address, words, tier } = useShown();
  const kategori = KATEGORI.find((one) => one === address.query.kategori) ?? 'NON_ASN';
  const cell = (row: Monitored, column: 'terdata' | 'aktif' | 'potensi') =>
    cellOf('begun', row.kategori?.[kategori], column);
  const shown = rows.filter((row) => {
    const active = cell(row, 'aktif');
    return active === undefined || active === null || active === 0;
  });
  const columns: Column<Monitored>[] = [
    ...useNames(),
    useStatus(),
    {
      key: 'terdata',
      label: `${words.monev.terdataDi}: ${words.kategoriNama[kategori]}`,
      number: true,
      cell: (row) => <Num cell={cell(row, 'terdata')} reporting={statusOf(row)} />,
      sort: (row) => numberIn(cell(row, 'terdata')),
    },
    {
      key: 'potensi',
      label: words.kolom.potensi,
      number: true,
      cell: (row) => (numberIn(cell(row, 'potensi')) === null ? '–' : <Num cell={cell(row, 'potensi')} />),
      sort: (row) => numberIn(cell(row, 'potensi')),
    },
    usePromise(),
    {
      key: 'janjiProvinsi',
      label: words.monev.janjiProvinsi,
      cell: (row) => (row.kode.length === 2 ? '–' : <Deadline row={row.above?.PENDAFTARAN} />),
    },
  ];
  return (
    <>
      <div class="filters">
        <Choice
          label={words.kategori}
          name="kategori"
          value={kategori}
          usual="NON_ASN"
          options={KATEGORI.map((one) => [one, words.kategoriNama[one]] as const)}
        />
      </div>
      <p class="note">
        {words.monev.mulaiCatatan(words.kategoriNama[kategori])} {tier === 'public' ? words.monev.mulaiPublik : ''}
      </p>
      <Result {...{ shown, rows, columns }} caption={words.monev.tab.mulai} />
    </>
  );
}

const COMMITMENT_CHOICES = ['semua', 'terlambat', 'belum', 'tiada'] as const;

export function CommitmentMatrix({ rows }: Props) {
  const { address, words } = useShown();
  const wanted = COMMITMENT_CHOICES.find((one) => one === address.query.hanya) ?? 'semua';
  const shown = rows.filter(({ commitments }) => {
    const all = INSTRUKSI.map((instruksi) => commitments?.[instruksi]);
    if (wanted === 'terlambat') return all.some(isLate);
    if (wanted === 'belum') return all.some((row) => row !== undefined && !isDone(row));
    if (wanted === 'tiada') return all.some((row) => row === undefined);
    return true;
  });
  const columns: Column<Monitored>[] = [
    ...useNames(),
    ...INSTRUKSI.map((instruksi) => ({
      key: instruksi,
      label: words.instruksiNama[instruksi],
      cell: ({ commitments }: Monitored) => <Deadline row={commitments?.[instruksi]} />,
      sort: ({ commitments }: Monitored) => urgency(commitments?.[instruksi]),
    })),
  ];
  return (
    <>
      <div class="filters">
        <Choice
          label={words.monev.hanya}
          name="hanya"
          value={wanted}
          usual="semua"
          options={COMMITMENT_CHOICES.map((one) => [one, words.monev.pilihanKomitmen[one]] as const)}
        />
      </div>
      <p class="note">{words.monev.komitmenCatatan}</p>
      <Result {...{ shown, rows, columns }} caption={words.monev.tab.komitmen} />
    </>
  );
}

/** What is late first, then by deadline, then what is done; nothing promised stands last. */
function urgency(row: Parameters<typeof isLate>[0]): string | null {
  if (!row) return null;
  const rank = isLate(row) ? '0' : isDone(row) ? '2' : '1';
  return `${rank} ${wordIn(cellOf('commitments', row, 'tenggat')) || '9999'}`;
}

export function VillageCounts({ rows }: Props) {
  const { words } = useShown();
  const shown = rows.filter(({ villages100 }) => villages100 !== undefined);
  const cell = (row: Monitored, column: 'jumlah_desa' | 'desa_tercapai' | 'persen') =>
    cellOf('villages100', row.villages100, column);
  const columns: Column<Monitored>[] = [
    ...useNames(),
    ...(['desa_tercapai', 'jumlah_desa', 'persen'] as const).map((column) => ({
      key: column,
      label: {
        desa_tercapai: words.monev.desaTercapai,
        jumlah_desa: words.monev.desaJumlah,
        persen: words.monev.desaPersen,
      }[column],
      number: true,
      cell: (row: Monitored) =>
        column === 'persen' && cell(row, column) === null ? (
          '–'
        ) : (
          <Num cell={cell(row, column)} as={column === 'persen' ? 'percent' : 'count'} />
        ),
      sort: (row: Monitored) => numberIn(cell(row, column)),
    })),
    {
      key: 'batang',
      label: <span class="hidden">{words.monev.desaPersen}</span>,
      class: 'bar',
      cell: (row) => <Bar value={numberIn(cell(row, 'persen'))} whole={100} />,
    },
  ];
  return (
    <>
      <p class="note">{words.monev.desa100Catatan}</p>
      <Result {...{ shown, rows, columns }} caption={words.monev.tab.desa100} order="-desa_tercapai" />
    </>
  );
}

interface ResultProps {
  readonly shown: readonly Monitored[];
  /** Before the filter. */
  readonly rows: readonly Monitored[];
  readonly columns: readonly Column<Monitored>[];
  readonly caption: string;
  readonly order?: string;
}

export function Result({ shown, rows, columns, caption, order }: ResultProps) {
  const { words, format } = useShown();
  return (
    <>
      <p role="status">
        <strong>{words.monev.jumlah(format.count(shown.length), format.count(rows.length))}</strong>
      </p>
      {shown.length === 0 ? (
        <p class="note">{words.monev.kosong}</p>
      ) : (
        <Sheet caption={caption} columns={columns} rows={shown} keyOf={({ kode }) => kode} order={order ?? 'kode'} />
      )}
    </>
  );
}

/** The region, and the province that it lies in where the list is of more than one. */
export function useNames(): Column<Monitored>[] {
  const { address, words } = useShown();
  const name: Column<Monitored> = {
    key: 'nama',
    label: words.wilayah,
    cell: ({ kode, nama }) => <a href={linkFrom(address, { view: 'wilayah', kode })}>{nama}</a>,
    sort: ({ nama }) => nama.replace(/^(Kabupaten|Kota) /, ''),
  };
  const province: Column<Monitored> = {
    key: 'provinsi',
    label: words.monev.provinsi,
    cell: ({ provinsi }) => provinsi,
    sort: ({ provinsi }) => provinsi,
  };
  return address.kode === '00' && address.query.tingkat !== 'provinsi' ? [name, province] : [name];
}

function useStatus(): Column<Monitored> {
  const { words } = useShown();
  return {
    key: 'status',
    label: words.laporStatus,
    cell: (row) => {
      const status = statusOf(row);
      return isReporting(status) ? words.lapor[status] : status;
    },
    sort: statusOf,
  };
}

function usePromise(): Column<Monitored> {
  const { words } = useShown();
  return {
    key: 'janji',
    label: words.monev.janji,
    cell: ({ commitments }) => <Deadline row={commitments?.PENDAFTARAN} />,
    sort: ({ commitments }) => urgency(commitments?.PENDAFTARAN),
  };
}

function statusOf({ reporting }: Monitored): string {
  return wordIn(cellOf('reporting', reporting, 'status'));
}
