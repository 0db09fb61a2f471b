/**
 * Tells regions what a revision makes of what they sent: adds to the reports of the lists that it is the first to count how the
 * numbers of their region changed, and how many of their rows name people whom another list counts. Counts alone: which list that is,
 * and of whom, is nobody's business.
 *
 * Done before the revision becomes current, so that a publisher that dies in between leaves nothing untold: the next one
 * tells the same, or more.
 */
import type { Overlaps, Plan, PlannedKey } from '../contracts/plan.ts';
import type { Manifest } from '../contracts/published.ts';
import type { RegionFigures } from '../contracts/report.ts';
import { inTurn } from '../in-turn.ts';
import { reportFolder } from '../ingest/folders.ts';
import { readReport, storeReport } from '../ingest/report.ts';
import type { ObjectStore } from '../ports.ts';
import { SEMUA } from '../rules/vocabulary.ts';
import { COVERAGE_HEADER } from './coverage.ts';

interface Side {
  readonly manifest: Pick<Manifest, 'keys'>;
  readonly coverage: Uint8Array;
}

/** @param before the revision before; undefined for a first one */
export async function tellRegions(
  plan: Plan,
  revision: string,
  coverage: Uint8Array,
  before: Side | undefined,
  overlaps: Overlaps,
  reports: ObjectStore,
): Promise<void> {
  const counted = new Map((before?.manifest.keys ?? []).map(({ key, inForce }) => [key, inForce]));
  const fresh = plan.keys.filter(
    ({ key, jenis, inForce }) => jenis === 'peserta' && inForce !== null && counted.get(key) !== inForce.version,
  );
  if (fresh.length === 0) return;
  const [now, then] = [figures(coverage), before ? figures(before.coverage) : new Map<string, RegionFigures>()];
  await inTurn(fresh, async ({ slot, wilayah, inForce }: PlannedKey) => {
    if (slot === null || wilayah === null || inForce === null) return;
    const folder = reportFolder(slot, inForce.version);
    const report = await readReport(folder, reports);
    if (!report) return;
    const terbit = {
      revisi: revision,
      revisiSebelumnya: plan.previous,
      wilayah,
      sebelum: then.get(wilayah) ?? null,
      sesudah: now.get(wilayah) ?? null,
      duplikat: overlaps[slot] ?? { sendiri: 0, lain: 0 },
    };
    await storeReport(folder, { ...report, terbit }, reports);
  });
}

const COLUMNS = COVERAGE_HEADER.split(',');
const [LEVEL, WILAYAH, KATEGORI] = ['level', 'kode_wilayah', 'kategori'].map((name) => COLUMNS.indexOf(name));

/** The rows for SEMUA of the nation, provinces and kabupaten/kota: they come first. */
function figures(coverage: Uint8Array): Map<string, RegionFigures> {
  const found = new Map<string, RegionFigures>();
  const decoder = new TextDecoder();
  for (let at = 0; at < coverage.length; ) {
    const end = coverage.indexOf(0x0a, at);
    const cells = decoder.decode(coverage.subarray(at, end < 0 ? coverage.length : end)).split(',');
    at = end < 0 ? coverage.length : end + 1;
    if (cells[LEVEL!] === 'kecamatan' || cells[LEVEL!] === 'desa') break;
    if (cells[KATEGORI!] !== SEMUA) continue;
    const cell = (name: string) => cells[COLUMNS.indexOf(name)] ?? '';
    found.set(cells[WILAYAH!] ?? '', {
      terdata: Number(cell('terdata')),
      aktif: Number(cell('aktif')),
      klaim: Number(cell('klaim')),
      duplikat: Number(cell('duplikat')),
      cakupan_persen: cell('cakupan_persen'),
    });
  }
  return found;
}
