/** How a file was judged: what its report says, what to mend, and what can be kept of it. */
import type { CheckedFile } from '../check/messages.ts';
import { usePage } from '../page.ts';
import { save } from '../save.ts';
import { RuleLink } from './rule-link.tsx';
import { Scroll } from './scroll.tsx';

export function Judged({ checked }: { checked: CheckedFile }) {
  const { words, format, language } = usePage();
  const { name, key, guesses, report, html, files } = checked;
  const accepted = report.hasil === 'diterima';
  return (
    <section>
      <h2>
        {name}: <span class={`mark ${accepted ? 'done' : 'late'}`}>{words.periksa.hasil[report.hasil]}</span>
      </h2>
      {report.rincian ? <p>{report.rincian[language]}</p> : null}
      <p>
        {words.barisLolos} {format.count(report.baris.lolos)} · {words.barisDitolak}{' '}
        {format.count(report.baris.ditolak)} · {words.barisDilewati} {format.count(report.baris.dilewati)}
      </p>
      <p>
        {words.periksa.sebagai} <code>{key}</code>
      </p>
      {guesses.length > 0 ? (
        <ul>
          {guesses.map(({ of, sentence }) => (
            <li key={of}>{sentence[language]}</li>
          ))}
        </ul>
      ) : null}
      {report.temuan.length > 0 ? (
        <Scroll label={words.kodeBaris}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.kode}</th>
                <th scope="col" class="number">
                  {words.periksa.jumlah}
                </th>
                <th scope="col">{words.periksa.arti}</th>
                <th scope="col">{words.periksa.baris}</th>
              </tr>
            </thead>
            <tbody>
              {report.temuan.map(({ kode, level, jumlah, arti, perbaikan, baris }) => (
                <tr key={kode}>
                  <th scope="row">
                    <span class={`mark ${level === 'error' ? 'late' : 'due'}`}>{words.periksa.level[level]}</span>{' '}
                    <RuleLink kode={kode} apart />
                  </th>
                  <td class="number">{format.count(jumlah)}</td>
                  <td>
                    {arti[language]} <span class="small">{perbaikan[language]}</span>
                  </td>
                  <td>{baris.join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : (
        <p>{words.periksa.bersih}</p>
      )}
      <p>
        <button type="button" onClick={() => save(new Blob([html], { type: 'text/html' }), 'report.html')}>
          {words.periksa.simpan}
        </button>{' '}
        {files.map(([file, content]) => (
          <button key={file} type="button" onClick={() => save(content, file)}>
            {file}
          </button>
        ))}
      </p>
    </section>
  );
}
