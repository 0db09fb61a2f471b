/** What the invented people of the sample live by: their work, the programmes they are in, and who pays for them. */
import type { SUMBER_DANA } from '../../pipeline/rules/vocabulary.ts';
import type { Weighted } from './chance.ts';

export type Dana = (typeof SUMBER_DANA)[number];

export interface Trade {
  readonly jobs: { readonly L: readonly string[]; readonly P: readonly string[] };
  readonly women: number;
  readonly dana: Weighted<Dana>;
  readonly program: Weighted<string>;
  /** Share of names that end in a degree. */
  readonly degrees: number;
}

const BASIC: Weighted<string> = [['JKK+JKM', 1]];
const OFFICIAL: Weighted<string> = [
  ['JKK+JKM', 4],
  ['JKK+JKM+JHT', 1],
];

export const TRADES = {
  city: trade(
    'Pengemudi ojek,Nelayan,Petani,Pedagang kaki lima,Pengemudi becak,Buruh pelabuhan',
    'Pedagang ikan,Penjual sayur,Petani,Penjual makanan,Penjahit rumahan',
    {
      women: 0.42,
      dana: [
        ['APBD_KAB', 87],
        ['APBD_PROV', 8],
        ['CSR', 5],
      ],
    },
  ),
  coast: trade('Nelayan,Petani,Petani rumput laut,Pengemudi ojek', 'Petani,Petani rumput laut,Pedagang ikan', {}),
  seaweed: trade('Petani rumput laut,Petani rumput laut,Nelayan', 'Petani rumput laut', {
    women: 0.36,
    dana: [
      ['APBD_KAB', 9],
      ['CSR', 1],
    ],
  }),
  village: trade('Petani,Nelayan,Buruh tani', 'Petani,Pedagang ikan,Penjual sayur', { dana: [['DANA_DESA', 1]] }),
  nonAsn: trade(
    'Guru honorer,Tenaga administrasi,Petugas kebersihan,Satpol PP,Pengemudi,Penyuluh',
    'Guru honorer,Tenaga administrasi,Perawat,Bidan,Penyuluh,Petugas kebersihan',
    { women: 0.54, program: OFFICIAL, degrees: 0.3 },
  ),
  company: trade('Teknisi,Pembaca meter,Satpam,Staf', 'Staf,Kasir,Layanan pelanggan', {
    women: 0.35,
    dana: [['PERUSAHAAN', 1]],
    program: [
      ['JKK+JKM+JHT+JP+JKP', 3],
      ['JKK+JKM+JHT+JP', 1],
    ],
    degrees: 0.2,
  }),
  office: trade('Sekretaris desa,Kaur keuangan,Kasi pemerintahan,Kepala dusun', 'Kaur umum,Kasi pelayanan', {
    women: 0.3,
    dana: [
      ['ADD', 4],
      ['DANA_DESA', 1],
    ],
    program: OFFICIAL,
    degrees: 0.1,
  }),
  neighbourhood: trade('Ketua RT,Ketua RW', 'Ketua RT', { women: 0.25 }),
  election: trade('Anggota PPS,Anggota PPK', 'Anggota PPS,Sekretariat PPS', {}),
  cadre: trade('Kader posyandu', 'Kader posyandu', {
    women: 0.93,
    dana: [
      ['ADD', 3],
      ['DANA_DESA', 1],
    ],
  }),
} as const satisfies Record<string, Trade>;

function trade(men: string, women: string, more: Partial<Omit<Trade, 'jobs'>>): Trade {
  const jobs = { L: men.split(','), P: women.split(',') };
  return { jobs, women: 0.47, dana: [['APBD_KAB', 1]], program: BASIC, degrees: 0, ...more };
}
