/** The head of the page: whose numbers these are, the views, language and colours. */
import { START, type View, writeAddress } from '../address.ts';
import type { Language } from '../format.ts';
import { linkFrom, usePage } from '../page.ts';
import { LIGHTS, type Light } from '../preferences.ts';

const SHOWN: readonly View[] = ['wilayah', 'monev', 'banding', 'catatan', 'unduh', 'periksa', 'kode'];

interface Props {
  readonly light: Light;
  readonly onLanguage: (language: Language) => void;
  readonly onLight: (light: Light) => void;
}

export function Masthead({ light, onLanguage, onLight }: Props) {
  const { address, tier, words, language } = usePage();
  const other = language === 'id' ? 'en' : 'id';
  const next = LIGHTS[(LIGHTS.indexOf(light) + 1) % LIGHTS.length] ?? 'sistem';
  return (
    <header class="masthead">
      <button type="button" class="skip" onClick={() => document.getElementById('isi')?.focus()}>
        {words.langsungKeIsi}
      </button>
      <div class="wide">
        <a class="brand" href={writeAddress(START)}>
          {words.judul}
        </a>
        <span class="tier">{words.tingkat[tier]}</span>
        <nav aria-label={words.menu}>
          {SHOWN.map((view) => (
            <a
              key={view}
              href={linkFrom(address, { view, rule: null })}
              aria-current={view === address.view ? 'page' : undefined}
            >
              {words.lihat[view]}
            </a>
          ))}
        </nav>
        <div class="tools">
          <button type="button" class="plain" lang={other} onClick={() => onLanguage(other)}>
            {words.bahasaLain}
          </button>
          <button type="button" class="plain" onClick={() => onLight(next)}>
            {words.terang[light]}
          </button>
          <button type="button" class="plain" onClick={() => print()}>
            {words.cetak}
          </button>
        </div>
      </div>
    </header>
  );
}
