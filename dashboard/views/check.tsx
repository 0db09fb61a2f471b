/** A clerk drops a file and sees what its report will say: worked out here, sent nowhere. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Given } from '../../pipeline/aim.ts';
import { JENIS, type Jenis } from '../../pipeline/rules/columns.ts';
import type { FromThread, ToThread } from '../check/messages.ts';
import { isFolder } from '../data/source.ts';
import { usePage } from '../page.ts';
import { Judged } from '../parts/judged.tsx';
import { Title } from '../parts/title.tsx';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unable'; readonly message: string }
  | Exclude<FromThread, { kind: 'failed' }>
  | { readonly kind: 'failed'; readonly message: string };

export function CheckPage() {
  const { words, format } = usePage();
  const { state, check } = useThread();
  const [periode, setPeriode] = useState('');
  const [wilayah, setWilayah] = useState('');
  const [jenis, setJenis] = useState<Jenis | ''>('');
  const given: Given = {
    ...(periode === '' ? {} : { periode }),
    ...(wilayah === '' ? {} : { wilayah: wilayah.replaceAll('.', '') }),
    ...(jenis === '' ? {} : { jenis }),
  };
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) check(file, given);
  };
  return (
    <main class="wide" id="isi" tabIndex={-1}>
      <Title text={words.periksa.judul} />
      <p class="note">{words.periksa.catatan}</p>
      {isFolder() ? (
        <p class="banner" role="alert">
          {words.periksa.folder}
        </p>
      ) : (
        <>
          <div class="filters">
            <label>
              {words.periode}
              <input type="month" value={periode} onInput={(event) => setPeriode(event.currentTarget.value)} />
            </label>
            <label>
              {words.periksa.wilayah}
              <input
                type="text"
                inputMode="numeric"
                maxLength={5}
                placeholder="8171"
                value={wilayah}
                onInput={(event) => setWilayah(event.currentTarget.value.trim())}
              />
            </label>
            <label>
              {words.periksa.jenis}
              <select
                value={jenis}
                onChange={(event) => setJenis(JENIS.find((one) => one === event.currentTarget.value) ?? '')}
              >
                <option value="">{words.periksa.jenisSendiri}</option>
                {JENIS.map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <label
            class="drop"
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              take(event.dataTransfer?.files);
            }}
          >
            {words.periksa.taruh}
            <input
              type="file"
              accept=".csv,.gz,.xlsx"
              disabled={state.kind === 'loading' || state.kind === 'unable' || state.kind === 'progress'}
              onChange={(event) => take(event.currentTarget.files)}
            />
          </label>
          <p role="status">
            {state.kind === 'loading' ? words.tunggu : null}
            {state.kind === 'progress' ? words.periksa.membaca(format.count(state.rows)) : null}
            {state.kind === 'unable' || state.kind === 'failed' ? words.periksa.gagal(state.message) : null}
          </p>
          {state.kind === 'checked' ? <Judged checked={state} /> : null}
        </>
      )}
    </main>
  );
}

/** The thread lives as long as the page is open. What it needs is asked for before a file is there; after that nothing is. */
function useThread() {
  const [state, setState] = useState<State>({ kind: 'loading' });
  const thread = useRef<Worker | null>(null);
  useEffect(() => {
    if (isFolder()) return;
    const worker = new Worker(LAZY.thread ?? '');
    thread.current = worker;
    worker.onmessage = ({ data }: MessageEvent<FromThread>) => setState(data);
    worker.onerror = () => setState({ kind: 'unable', message: LAZY.thread ?? '' });
    fetch(LAZY.regions ?? '')
      .then(async (response) => {
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        tell(worker, { kind: 'regions', bytes: await response.blob() });
      })
      .catch((error: unknown) => setState({ kind: 'unable', message: String(error) }));
    return () => worker.terminate();
  }, []);
  const check = (file: File, given: Given) => {
    if (!thread.current) return;
    setState({ kind: 'progress', rows: 0 });
    tell(thread.current, { kind: 'check', file, given, today: new Date().toISOString().slice(0, 7) });
  };
  return { state, check };
}

function tell(worker: Worker, message: ToThread): void {
  worker.postMessage(message);
}
