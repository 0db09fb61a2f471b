/** Invents people: a name, a birth date, a NIK that nobody else in the sample has, a village and a trade. */
import { daysIn } from '../../pipeline/rules/dates.ts';
import type { Chance } from './chance.ts';
import type { Places } from './places.ts';
import type { Dana, Trade } from './trades.ts';

export interface Worker {
  readonly nik: string;
  readonly nama: string;
  /** `yyyymmdd`. */
  readonly lahir: number;
  readonly jk: 'L' | 'P';
  /** 10 digits. */
  readonly desa: string;
  readonly kpj: string;
  readonly pekerjaan: string;
  readonly program: string;
  readonly dana: Dana;
  /** First day of membership, `yyyymmdd`. */
  readonly mulai: number;
}

/** Months `yyyymm` in which a membership may begin, both included. */
export type Window = readonly [from: number, to: number];

/** Share of people whose NIK was issued where they lived before. */
const MOVED = 0.03;
/** Share of people older than the programmes' members usually are. */
const OLD = 0.004;
/** Share of card numbers that lost a digit on their way into the list. */
const KPJ_SHORT = 0.003;

export class Residents {
  readonly #places: Places;
  readonly #chance: Chance;
  readonly #issued = new Set<string>();

  constructor(places: Places, chance: Chance) {
    this.#places = places;
    this.#chance = chance;
  }

  /** Somebody new from one of these villages. */
  invent(villages: readonly string[], trade: Trade, window: Window): Worker {
    const chance = this.#chance;
    const desa = chance.pick(villages);
    const jk = chance.happens(trade.women) ? 'P' : 'L';
    const year = (chance.happens(OLD) ? 1948 : 1960) + chance.below(42);
    const month = 1 + chance.below(12);
    const day = 1 + chance.below(daysIn(year, month));
    const nama = this.#name(desa, jk) + (chance.happens(trade.degrees) ? chance.pick(DEGREES) : '');
    return {
      nik: this.#nik(desa, year, month, jk === 'P' ? day + 40 : day),
      nama,
      lahir: year * 10000 + month * 100 + day,
      jk,
      desa,
      kpj: `${10 + chance.below(90)}${padded(chance.below(1e9), 9)}`.slice(chance.happens(KPJ_SHORT) ? 1 : 0),
      pekerjaan: chance.pick(trade.jobs[jk]),
      program: chance.weighted(trade.program),
      dana: chance.weighted(trade.dana),
      mulai: monthIn(window, chance) * 100 + 1,
    };
  }

  /** A serial is small, as real ones are; the next free one where it is taken. */
  #nik(desa: string, year: number, month: number, day: number): string {
    const chance = this.#chance;
    const home = chance.happens(MOVED) ? chance.pick(this.#places(desa.slice(0, 2)).kecamatan) : desa.slice(0, 6);
    const stem = home + padded(day, 2) + padded(month, 2) + padded(year % 100, 2);
    let serial = 1 + chance.below(6);
    let nik = stem + padded(serial, 4);
    while (this.#issued.has(nik)) nik = stem + padded(++serial, 4);
    this.#issued.add(nik);
    return nik;
  }

  #name(desa: string, jk: 'L' | 'P'): string {
    const names = desa.startsWith('73') ? NAMES.sulawesi : NAMES.maluku;
    return `${this.#chance.pick(names[jk])} ${this.#chance.pick(names.last)}`;
  }
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

function monthIn([from, to]: Window, chance: Chance): number {
  const first = Math.floor(from / 100) * 12 + (from % 100) - 1;
  const last = Math.floor(to / 100) * 12 + (to % 100) - 1;
  const month = first + chance.below(last - first + 1);
  return Math.floor(month / 12) * 100 + (month % 12) + 1;
}

const DEGREES = [', S.Pd', ', S.Pd', ', S.Sos', ', A.Md', ', S.Kom'];

const NAMES = {
  maluku: {
    L: words(
      'Abdul Abraham Adam Agus Alfons Amir Barnabas Benny Charles Daniel Dominggus Elias Ferry Frans Hasan Hendrik Husein Ibrahim Ismail Izaak Jacob Jefri Johanis Jonas Latif Lukas Marthen Matheus Melkias Muhamad Nus Obeth Oktovianus Paulus Petrus Rahman Ridwan Salim Samuel Stevanus Taufik Thomas Usman Wahyu Yance Yohanis Yusuf Zeth',
    ),
    P: words(
      'Adriana Aisyah Amina Anace Ani Apolonia Barbalina Christina Debora Dina Dolfina Elisabeth Esterlina Fatima Febby Habiba Halima Hanna Ida Johana Juliana Khadija Lina Magdalena Maria Marlin Martha Maya Meiske Mirna Nona Novita Nur Oktovina Paulina Rahma Ratna Rosina Safia Salma Sarah Selfina Siti Susana Wa Welmina Yakoba Yuliana',
    ),
    last: words(
      'Akerina Batkunde Fenanlampir Gainau Haulussy Hehanussa Hitipeuw Huwae Kaihena Kelbulan Labobar Laimeheriwa Laitupa Latuconsina Latuheru Latumahina Leihitu Lekatompessy Lesnussa Letelay Lokollo Louhenapessy Manuputty Marasabessy Masela Matitaputty Nahumarury Nanlohy Ohoirat Ohorella Ololulua Pattiasina Pelupessy Rahanra Rumadan Rumakuway Sahertian Salampessy Sangadji Sapulette Siahaya Silawane Soplanit Souhuwat Tahapary Talakua Tanamal Teterissa Tuanakotta Tuasikal Tuhuteru Wakanno Wattimena',
    ),
  },
  sulawesi: {
    L: words(
      'Abdullah Ahmad Akbar Alimuddin Amiruddin Andi Ansar Arifin Asrul Baharuddin Bahtiar Basri Burhan Darwis Daeng Fadli Faisal Hamzah Haris Hasanuddin Herman Idris Ilham Irfan Ismail Jamaluddin Kamaruddin Lukman Mansyur Muhammad Mustari Nasir Nurdin Rahmat Ramli Ridwan Rustam Saharuddin Salahuddin Sudirman Suardi Syamsul Syarifuddin Tajuddin Usman Wahyu Yusran Zainal',
    ),
    P: words(
      'Aisyah Andi Anita Asmawati Asriani Darmawati Dahlia Fatmawati Fitriani Hadijah Hajrah Halijah Hamsinah Harlina Hasnah Hasniati Indrawati Irma Jumriah Jusmiati Kartini Kasmawati Lina Mardiana Marlina Megawati Mirnawati Murniati Nurbaya Nurhayati Nurjannah Nurlina Nursiah Rahmawati Ramlah Ratna Ria Rosdiana Rosmini Saenab Salmiah Sitti Suriani Syamsiah Wahyuni Yuliana Zaenab',
    ),
    last: words(
      "Abbas Alwi Anwar Arsyad Asis Azis Baddu Bakri Beddu Caco Djafar Gani Hakim Halim Hamid Hasan Jalil Jufri Kadir Karim Latief Lau Liong Mappasomba Ma'mun Marzuki Mattalatta Muin Nawir Nompo Paewai Pallawa Rahim Rauf Razak Sabang Sahabuddin Saleh Sanusi Situju Sulaiman Tahir Talib Tawang Tompo Umar Wahab Yasin Yunus Zubair",
    ),
  },
};

function words(text: string): readonly string[] {
  return text.split(' ');
}
