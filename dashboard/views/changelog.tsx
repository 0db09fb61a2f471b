/** What was published, taken back and released in a period: for officials by whom and why, for everyone which revisions. */

import { readChangelog } from '../data/revision.ts';
import { linkFrom, useReading, useShown } from '../page.ts';
import { Read } from '../parts/fault.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { Title } from '../parts/title.tsx';

export function ChangelogView() {
  const { tier, words, of, format } = useShown();
  return (
    <>
      <Title text={words.catatan.judul} />
      <p class="note">
        {format.month(of.periode)} · {tier === 'exact' ? words.catatan.pejabat : words.catatan.hanyaPejabat}
      </p>
      {tier === 'exact' ? <Entries /> : <Revisions />}
    </>
  );
}

function Entries() {
  const { address, of, words, format } = useShown();
  const reading = useReading(`catatan ${of.periode}`, () => readChangelog(of.periode));
  return (
    <section>
      <Read reading={reading} of={of}>
        {({ entries }) => (
          <Scroll label={words.catatan.judul}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.catatan.kapan}</th>
                  <th scope="col">{words.catatan.apa}</th>
                  <th scope="col">{words.revisi}</th>
                  <th scope="col">{words.catatan.oleh}</th>
                  <th scope="col">{words.catatan.alasan}</th>
                  <th scope="col">{words.catatan.bandingkan}</th>
                </tr>
              </thead>
              <tbody>
                {entries.toReversed().map(({ token, at, kind, revision, previous, who, reason }) => (
                  <tr key={token}>
                    <th scope="row">{format.moment(at)}</th>
                    <td>{words.catatan.jenis[kind]}</td>
                    <td>
                      {revision === null ? (
                        '–'
                      ) : (
                        <a href={linkFrom(address, { view: 'wilayah', periode: of.periode, revision })}>{revision}</a>
                      )}
                    </td>
                    <td>{who ?? words.catatan.otomatis}</td>
                    <td>{reason ?? '–'}</td>
                    <td>
                      {revision !== null && previous !== null && revision !== previous ? (
                        <a
                          href={linkFrom(address, {
                            ...{ view: 'banding', periode: of.periode, revision },
                            query: { dari: `${of.periode}/${previous}` },
                          })}
                        >
                          {words.banding.langkah(previous, revision)}
                        </a>
                      ) : (
                        '–'
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </Read>
    </section>
  );
}

function Revisions() {
  const { address, of, latest, words, format } = useShown();
  return (
    <ul>
      {(latest.revisions ?? []).toReversed().map(({ revision, publishedAt, status }) => (
        <li key={revision}>
          <a href={linkFrom(address, { view: 'wilayah', periode: of.periode, revision })}>{revision}</a>{' '}
          {words.terbitPada(format.moment(publishedAt))} · {words.statusRevisi[status]}
        </li>
      ))}
    </ul>
  );
}
