/** The page: its address, its language and colours, the revision that it shows, and which view of it. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Address, readAddress, START } from './address.ts';
import type { Tier } from './data/cells.ts';
import { Format, type Language } from './format.ts';
import { linkFrom, type Page, PageContext } from './page.ts';
import { Boundary } from './parts/boundary.tsx';
import { Masthead } from './parts/masthead.tsx';
import { keep, type Light, languageOf, lightOf } from './preferences.ts';
import { CheckPage } from './views/check.tsx';
import { Edition } from './views/edition.tsx';
import { RulePage } from './views/rule.tsx';
import { en } from './words/en.ts';
import { id } from './words/id.ts';

export function App() {
  const [address, setAddress] = useState(() => readAddress(location.hash));
  const [language, setLanguage] = useState<Language>(() => languageOf(address?.query.bahasa));
  const [light, setLight] = useState<Light>(lightOf);

  useEffect(() => {
    const follow = () => setAddress(readAddress(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset.terang = light;
  }, [light]);
  useArrival(address);

  const page = useMemo<Page>(
    () => ({
      address: address ?? START,
      tier: TIER,
      language,
      words: language === 'en' ? en : id,
      format: new Format(language),
    }),
    [address, language],
  );
  return (
    <PageContext.Provider value={page}>
      <Masthead
        light={light}
        onLanguage={(next) => {
          keep('bahasa', next);
          setLanguage(next);
        }}
        onLight={(next) => {
          keep('terang', next);
          setLight(next);
        }}
      />
      <Boundary place={location.hash}>
        {address === null ? <Nowhere page={page} /> : <View view={address.view} />}
      </Boundary>
    </PageContext.Provider>
  );
}

/** Public unless whoever published this copy of the page said otherwise: it then never asks for what only officials may see. */
const TIER: Tier =
  document.querySelector('meta[name="tingkat"]')?.getAttribute('content') === 'exact' ? 'exact' : 'public';

/** Two views need no published data: they stand where nothing has been published yet. */
function View({ view }: { view: Address['view'] }) {
  if (view === 'periksa') return <CheckPage />;
  return view === 'kode' ? <RulePage /> : <Edition />;
}

function Nowhere({ page: { words, address } }: { page: Page }) {
  return (
    <main class="wide" id="isi" tabIndex={-1}>
      <div class="banner fault" role="alert">
        <p>{words.salah.alamat}</p>
        <p>
          <a href={linkFrom({ ...address, ...START }, {})}>{words.salah.awal}</a>
        </p>
      </div>
    </main>
  );
}

/** At another place the reader begins at its top, and a screen reader is told; a filter is no other place. */
function useArrival(address: Address | null): void {
  const place = address
    ? [address.view, address.rule, address.periode, address.revision, address.kode, address.query.bagian].join('/')
    : '';
  const [before, setBefore] = useState(place);
  useEffect(() => {
    if (place === before) return;
    setBefore(place);
    document.getElementById('isi')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [place, before]);
}
