/** What a code means, why it is there, an example and how to mend it; or all codes, by what becomes of the file or row. */

import { type Code, effectOf, FILE_CODES, ROW_CODES, RULES, type Rule } from '../../pipeline/rules/codes.ts';
import { linkFrom, usePage } from '../page.ts';
import { RuleLink } from '../parts/rule-link.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { Title } from '../parts/title.tsx';

export function RulePage() {
  const { address } = usePage();
  return (
    <main class={address.rule === null ? 'wide' : 'wide rule'} id="isi" tabIndex={-1}>
      {address.rule === null ? <AllRules /> : <OneRule kode={address.rule} />}
    </main>
  );
}

function AllRules() {
  const { words } = usePage();
  return (
    <>
      <Title text={words.aturan.judul} />
      <p class="note">{words.aturan.catatan}</p>
      <Listed title={words.aturan.berkas} codes={FILE_CODES} />
      {(['error', 'warning'] as const).map((level) => (
        <Listed key={level} title={words.aturan[level]} codes={ROW_CODES.filter((one) => RULES[one].level === level)} />
      ))}
    </>
  );
}

function Listed({ title, codes }: { title: string; codes: readonly Code[] }) {
  const { words, language } = usePage();
  return (
    <section>
      <h2>{title}</h2>
      <Scroll label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.kode}</th>
              <th scope="col">{words.aturan.arti}</th>
            </tr>
          </thead>
          <tbody>
            {codes.map((kode) => (
              <tr key={kode}>
                <th scope="row">
                  <RuleLink kode={kode} />
                </th>
                <td>{RULES[kode].means[language]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function OneRule({ kode }: { kode: Code }) {
  const { address, words, language } = usePage();
  const { level, means, why, example, remedy, mend } = RULES[kode];
  return (
    <>
      <Title text={kode} />
      <p>
        <span class={`mark ${level === 'error' ? 'late' : 'due'}`}>{words.periksa.level[level]}</span>{' '}
        <strong>{means[language]}</strong> {effectOf(kode)[language]}
      </p>
      <section>
        <h2>{words.aturan.mengapa}</h2>
        <p>
          <Prose text={why[language]} />
        </p>
      </section>
      <section>
        <h2>{words.aturan.contoh}</h2>
        <Example example={example} />
      </section>
      <section>
        <h2>{words.aturan.perbaikan}</h2>
        <p>
          <Prose text={remedy[language]} />
        </p>
        <ol>
          {mend.map((step) => (
            <li key={step.id}>
              <Prose text={step[language]} />
            </li>
          ))}
        </ol>
      </section>
      <p class="screen">
        <a href={linkFrom(address, { rule: null })}>{words.aturan.semua}</a>
      </p>
    </>
  );
}

/** Cells under their columns; what takes words to show, in one cell. */
function Example({ example: { wrong, right } }: { example: Rule['example'] }) {
  const { words } = usePage();
  const rows = [
    { title: words.aturan.salah, shown: wrong, look: 'late' },
    { title: words.aturan.benar, shown: right, look: 'done' },
  ];
  const columns = typeof wrong === 'string' ? [] : Object.keys(wrong);
  return (
    <Scroll label={words.aturan.contoh}>
      <table>
        {columns.length > 0 ? (
          <thead>
            <tr>
              <td />
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
        ) : null}
        <tbody>
          {rows.map(({ title, shown, look }) => (
            <tr key={title}>
              <th scope="row">
                <span class={`mark ${look}`}>{title}</span>
              </th>
              {(typeof shown === 'string' ? [shown] : columns.map((column) => shown[column] ?? '')).map((cell, i) => (
                <td key={columns[i] ?? ''}>
                  <code>{cell}</code>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** A sentence; what stands between backticks is to be typed as it is. */
function Prose({ text }: { text: string }) {
  return <>{text.split('`').map((piece, i) => (i % 2 === 1 ? <code key={`${i} ${piece}`}>{piece}</code> : piece))}</>;
}
