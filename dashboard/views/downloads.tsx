/** The tables of a revision to take away: as published, or in other formats made of that here; with their hashes, and what they mean. */

import { useState } from 'preact/hooks';
import type { DataPackage } from '../../pipeline/contracts/metadata.ts';
import { folderOf, readMetadata } from '../data/revision.ts';
import { addressOf, isFolder } from '../data/source.ts';
import { fetchTable, sha256, typed } from '../data/table.ts';
import { loadWriters } from '../export/load.ts';
import { toJson } from '../export/typed.ts';
import { useReading, useShown } from '../page.ts';
import { Read } from '../parts/fault.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { Title } from '../parts/title.tsx';
import { save } from '../save.ts';

type Resource = DataPackage['resources'][number];

export function DownloadsView() {
  const { of, words, format, tier } = useShown();
  const reading = useReading(`metadata ${folderOf(of)}`, () => readMetadata(of));
  const folder = addressOf(folderOf(of));
  return (
    <>
      <Title text={words.unduh.judul} />
      <p class="note">
        {words.keadaan(format.month(of.periode))} · {words.revisiKe(of.revision)}.{' '}
        {words.unduh.catatan(words.unduh.tier[tier])}
      </p>
      {isFolder() ? <p class="banner">{words.unduh.folder}</p> : null}
      <Read reading={reading} of={of}>
        {(metadata) => (
          <>
            <Tables metadata={metadata} />
            <section>
              <h2>{words.unduh.metadata}</h2>
              <p class="note">{words.unduh.metadataCatatan}</p>
              <ul>
                {['datapackage.json', 'dcat.jsonld', 'manifest.json'].map((name) => (
                  <li key={name}>
                    <a href={`${folder}/${name}`} download={fileName(of, name)}>
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
              <Rights metadata={metadata} />
            </section>
            {metadata.resources.map((resource) => (
              <Meaning key={resource.name} resource={resource} />
            ))}
          </>
        )}
      </Read>
    </>
  );
}

function Tables({ metadata }: { metadata: DataPackage }) {
  const { words } = useShown();
  return (
    <section>
      <h2>{words.unduh.tabel}</h2>
      <Scroll label={words.unduh.tabel}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.unduh.tabel}</th>
              <th scope="col" class="number">
                {words.unduh.ukuran}
              </th>
              <th scope="col">{words.unduh.unduhSebagai}</th>
              <th scope="col">{words.unduh.sidik}</th>
            </tr>
          </thead>
          <tbody>
            {metadata.resources.map((resource) => (
              <Line key={resource.name} resource={resource} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

const FORMATS = ['json', 'xlsx', 'parquet'] as const;
type Made = (typeof FORMATS)[number];

function Line({ resource }: { resource: Resource }) {
  const { of, words, format, language } = useShown();
  const [said, setSaid] = useState('');
  const { name, bytes, hash } = resource;
  const expected = hash.replace('sha256:', '');

  /** What is made is made of the published bytes: a table that is not those is not passed on in another form. */
  const make = async (kind: Made) => {
    setSaid(words.unduh.membuat);
    try {
      const table = await fetchTable(of, name);
      if (await differs(table, expected)) return setSaid(words.unduh.tidakCocok);
      const made = await convert(kind, name, table);
      if (made === null) return setSaid(words.unduh.terlaluBanyak);
      save(made, fileName(of, `${name}.${kind}`));
      setSaid('');
    } catch (error) {
      setSaid(words.unduh.gagal(error instanceof Error ? error.message : String(error)));
    }
  };
  const convert = async (kind: Made, table: string, content: ArrayBuffer): Promise<Blob | null> => {
    const cells = typed(table, content, of.tier);
    if (kind === 'json') return new Blob([toJson(cells)], { type: 'application/json' });
    const { toParquet, toXlsx, XLSX_ROWS } = await loadWriters();
    if (kind === 'parquet') return toParquet(cells);
    return cells.rows.length < XLSX_ROWS ? toXlsx(cells) : null;
  };
  const check = async () => {
    try {
      const found = await sha256(await fetchTable(of, name));
      setSaid(found === null ? words.unduh.takDapat : found === expected ? words.unduh.cocok : words.unduh.tidakCocok);
    } catch (error) {
      setSaid(words.unduh.gagal(error instanceof Error ? error.message : String(error)));
    }
  };
  return (
    <tr data-tabel={name}>
      <th scope="row">
        {language === 'en' ? resource.title_en : resource.title}
        <span class="small">{name}.csv</span>
      </th>
      <td class="number">{format.bytes(bytes)}</td>
      <td>
        <a
          href={addressOf(`${folderOf(of)}/${name}.csv`)}
          download={fileName(of, `${name}.csv`)}
          aria-label={`CSV: ${name}`}
        >
          CSV
        </a>
        {isFolder()
          ? null
          : FORMATS.map((kind) => (
              <button
                key={kind}
                type="button"
                class="plain"
                aria-label={`${kind.toUpperCase()}: ${name}`}
                onClick={() => make(kind)}
              >
                {kind === 'parquet' ? 'Parquet' : kind.toUpperCase()}
              </button>
            ))}
      </td>
      <td>
        <span class="hash">{expected}</span>{' '}
        {isFolder() ? null : (
          <button type="button" class="plain" aria-label={`${words.unduh.periksa}: ${name}`} onClick={check}>
            {words.unduh.periksa}
          </button>
        )}
        <strong role="status">{said}</strong>
      </td>
    </tr>
  );
}

async function differs(table: ArrayBuffer, expected: string): Promise<boolean> {
  const found = await sha256(table);
  return found !== null && found !== expected;
}

/** Says whose it is, once it lies among other downloads. */
function fileName({ periode, revision, tier }: { periode: string; revision: string; tier: string }, name: string) {
  return `cakupan-${periode}-${revision}-${tier}-${name}`;
}

function Rights({ metadata }: { metadata: DataPackage }) {
  const { words, language } = useShown();
  const sources = new Set(
    [...metadata.sources, ...metadata.resources.flatMap((one) => one.sources ?? [])].map(({ title }) => title),
  );
  return (
    <dl class="states">
      <div>
        <dt>{words.unduh.lisensi}</dt>
        <dd>{language === 'en' ? metadata.rights_en : metadata.rights}</dd>
      </div>
      <div>
        <dt>{words.unduh.sumber}</dt>
        <dd>
          {[...sources].map((title) => (
            <span class="small" key={title}>
              {title}
            </span>
          ))}
        </dd>
      </div>
    </dl>
  );
}

/** What each column of a table means. */
function Meaning({ resource }: { resource: Resource }) {
  const { words, language } = useShown();
  const en = language === 'en';
  return (
    <details>
      <summary>
        {words.unduh.arti}: {en ? resource.title_en : resource.title}
      </summary>
      <p>{en ? resource.description_en : resource.description}</p>
      <dl class="states">
        {resource.schema.fields.map((field) => (
          <div key={field.name}>
            <dt>
              <code>{field.name}</code>
            </dt>
            <dd>{en ? field.description_en : field.description}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
