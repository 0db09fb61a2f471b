/** What a region has promised, how its villages do, and which files it sent. */

import { INSTRUKSI } from '../../pipeline/rules/vocabulary.ts';
import { cellOf, numberIn, wordIn } from '../data/cells.ts';
import type { Found } from '../data/region.ts';
import { useShown } from '../page.ts';
import { Deadline } from '../parts/deadline.tsx';
import { Num } from '../parts/number.tsx';
import { RuleLink } from '../parts/rule-link.tsx';
import { Scroll } from '../parts/scroll.tsx';

export function Commitments({ found }: { found: Found }) {
  const { words, format } = useShown();
  const { kode, commitments } = found.region;
  if (kode.length > 4 || kode === '00') return null;
  const rupiah = (text: string) => (text === '' ? '–' : format.rupiah(text));
  return (
    <section>
      <h2>{words.komitmenJudul}</h2>
      <p class="note">{commitments ? words.komitmenCatatan : words.tiadaKomitmen}</p>
      {commitments ? (
        <Scroll label={words.komitmenJudul}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.instruksi}</th>
                <th scope="col">
                  {words.status}, {words.tenggat.toLowerCase()}
                </th>
                <th scope="col" class="number">
                  {words.anggaran}
                </th>
                <th scope="col" class="number">
                  {words.realisasi}
                </th>
                <th scope="col">{words.sejak}</th>
              </tr>
            </thead>
            <tbody>
              {INSTRUKSI.map((instruksi) => {
                const row = commitments[instruksi];
                const since = wordIn(cellOf('commitments', row, 'sejak'));
                return (
                  <tr key={instruksi}>
                    <th scope="row">{words.instruksiNama[instruksi]}</th>
                    <td>
                      <Deadline row={row} />
                    </td>
                    <td class="number">{rupiah(wordIn(cellOf('commitments', row, 'anggaran_rp')))}</td>
                    <td class="number">{rupiah(wordIn(cellOf('commitments', row, 'realisasi_rp')))}</td>
                    <td>{since === '' ? '' : format.month(since)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Scroll>
      ) : null}
    </section>
  );
}

export function Villages({ found }: { found: Found }) {
  const { words, format } = useShown();
  const row = found.region.villages100;
  if (!row) return null;
  const [total, reached] = [
    numberIn(cellOf('villages100', row, 'jumlah_desa')),
    numberIn(cellOf('villages100', row, 'desa_tercapai')),
  ];
  return (
    <section>
      <h2>{words.desa100Judul}</h2>
      <p>{words.desa100(format.count(reached ?? 0), format.count(total ?? 0))}</p>
    </section>
  );
}

export function Files({ found }: { found: Found }) {
  const { words, format } = useShown();
  const { reporting, files } = found.region;
  if (!reporting) return null;
  const status = wordIn(cellOf('reporting', reporting, 'status'));
  const count = (column: Parameters<typeof cellOf<'reporting'>>[2]) =>
    numberIn(cellOf('reporting', reporting, column)) ?? 0;
  const total = numberIn(cellOf('reporting', reporting, 'kabkota_total'));
  return (
    <section>
      <h2>{words.laporJudul}</h2>
      <p>
        {found.region.kode === '00' ? null : (
          <>
            <strong>{isReporting(status) ? words.lapor[status] : status}.</strong>{' '}
            {words.berkasBerlaku(
              format.count(count('berkas_berlaku')),
              format.count(count('berkas_tidak_berlaku')),
            )}{' '}
          </>
        )}
        {total === null ? null : words.laporKabkota(format.count(count('kabkota_lapor')), format.count(total))}
      </p>
      {files && files.length > 0 ? (
        <Scroll label={words.laporJudul}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.berkas}</th>
                <th scope="col">{words.hasil}</th>
                <th scope="col">{words.berlaku}</th>
                <th scope="col" class="number">
                  {words.barisLolos}
                </th>
                <th scope="col" class="number">
                  {words.barisDitolak}
                </th>
                <th scope="col">{words.kodeBaris}</th>
              </tr>
            </thead>
            <tbody>
              {files.map(({ berkas, kode }) => (
                <tr key={wordIn(cellOf('files', berkas, 'kunci'))}>
                  <th scope="row">
                    <code>{wordIn(cellOf('files', berkas, 'kunci'))}</code>
                  </th>
                  <td>
                    {wordIn(cellOf('files', berkas, 'hasil'))}
                    <span class="small">
                      <RuleLink kode={wordIn(cellOf('files', berkas, 'kode'))} />
                    </span>
                  </td>
                  <td>{cellOf('files', berkas, 'berlaku') === 'ya' ? words.ya : words.tidak}</td>
                  <td class="number">
                    <Num cell={cellOf('files', berkas, 'baris_lolos')} />
                  </td>
                  <td class="number">
                    <Num cell={cellOf('files', berkas, 'baris_ditolak')} />
                  </td>
                  <td>
                    {Object.entries(kode ?? {}).map(([name, rows]) => (
                      <span key={name} class="small">
                        <RuleLink kode={name} /> {format.count(rows ?? 0)}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
    </section>
  );
}

export function isReporting(status: string): status is 'MELAPOR' | 'DITOLAK' | 'DITARIK' | 'BELUM_LAPOR' {
  return ['MELAPOR', 'DITOLAK', 'DITARIK', 'BELUM_LAPOR'].includes(status);
}
