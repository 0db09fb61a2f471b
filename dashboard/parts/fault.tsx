/** What could not be shown, why, what helps, and what still works. */

import type { ComponentChildren } from 'preact';
import { TABLES } from '../../pipeline/contracts/tables.ts';
import { START, writeAddress } from '../address.ts';
import { DataFault } from '../data/content.ts';
import { folderOf, type Revision } from '../data/revision.ts';
import { addressOf } from '../data/source.ts';
import { type Reading, usePage } from '../page.ts';

/** @param of where its CSV tables may still be whole */
export function Fault({ error, of }: { error: unknown; of?: Revision | undefined }) {
  const { words, tier } = usePage();
  const salah = words.salah;
  const detail = error instanceof Error ? error.message : String(error);
  if (!(error instanceof DataFault)) {
    return (
      <div class="banner fault" role="alert">
        <p>{salah.program}</p>
        <Detail text={detail} />
        <Start />
      </div>
    );
  }
  return (
    <div class="banner fault" role="alert">
      <p>
        <strong>{salah.judul}.</strong> {salah[error.kind](`snapshots/${error.path}.js`)}
      </p>
      <p>{salah.obat[error.kind]}</p>
      {of ? (
        <p>
          {salah.masihBisa}:{' '}
          {TABLES.filter((table) => tier === 'exact' || !table.exact).map(({ name }) => (
            <>
              <a href={addressOf(`${folderOf(of)}/${name}.csv`)} download>
                {name}.csv
              </a>{' '}
            </>
          ))}
        </p>
      ) : null}
      {detail.includes(error.path) ? null : <Detail text={detail} />}
      <Start />
    </div>
  );
}

function Detail({ text }: { text: string }) {
  const { words } = usePage();
  return (
    <details>
      <summary>{words.salah.rincian}</summary>
      <pre>{text}</pre>
    </details>
  );
}

function Start() {
  const { words } = usePage();
  return (
    <p>
      <a href={writeAddress(START)}>{words.salah.awal}</a>
    </p>
  );
}

interface ReadProps<T> {
  readonly reading: Reading<T>;
  readonly of?: Revision;
  readonly children: (value: T) => ComponentChildren;
}

/** What was read, or a word on why it is not there (yet). */
export function Read<T>({ reading, of, children }: ReadProps<T>) {
  const { words } = usePage();
  if (reading.kind === 'waiting') return <p class="wait">{words.tunggu}</p>;
  if (reading.kind === 'failed') return <Fault error={reading.error} of={of} />;
  return <>{children(reading.value)}</>;
}
