/** What the real step Plan makes of runs that exist on paper only: tasks, the plan's bytes, what a state carries. */
import { CLAIM_WORDS } from '../../pipeline/claim.ts';
import type { Run } from '../../pipeline/contracts/run.ts';
import type { Outcome } from '../../pipeline/contracts/steps.ts';
import { SEGMENT_CLAIMS } from '../../pipeline/kernel/layout.ts';
import { RULES_VERSION } from '../../pipeline/rules/versions.ts';
import { plan } from '../../pipeline/snapshot/plan.ts';
import { memoryPorts, REGIONS } from '../../test/memory.ts';

export interface OnPaper {
  readonly tasks: number;
  readonly segments: number;
  readonly planBytes: number;
  /** What the states behind Plan carry, bytes of JSON. */
  readonly payload: number;
}

const PERIODE = '2023-08';
const HEX = '0123456789abcdef';
const VERSION = HEX + HEX;

/** @param claims of every file */
export async function onPaper(files: number, claims: number): Promise<OnPaper> {
  const ports = memoryPorts();
  const regencies = REGIONS.first[1]! - REGIONS.first[2]!;
  let segments = 0;
  for (let file = 0; file < files; file++) {
    const wilayah = REGIONS.code(REGIONS.first[2]! + (file % regencies));
    const label = Math.floor(file / regencies);
    const slot = `${PERIODE}/${wilayah}/peserta${label === 0 ? '' : `-a${label}`}`;
    const folder = `runs/${slot}/${VERSION}-csv-v${RULES_VERSION}-${ports.cipher.keyId}`;
    const run = runOf(folder, claims, ports.cipher.keyId);
    segments += run.segments.length;
    await ports.work.write(`${folder}/run.json`, new TextEncoder().encode(JSON.stringify(run)));
    const key = `${slot}.csv`;
    const known = { key, periode: PERIODE, slot, wilayah, jenis: 'peserta' } as const;
    const seen: Outcome = {
      ...known,
      version: VERSION,
      content: VERSION + VERSION,
      kode: null,
      run: `${folder}/run.json`,
      rules: RULES_VERSION,
      keyId: ports.cipher.keyId,
      counts: run.counts,
      issues: run.issues,
    };
    const state = { seen, passed: [seen], vouched: [], accepted: seen, held: null, withdrawn: false };
    await ports.registry.save({ ...known, ...state, changed: ports.now(), edition: 1 });
  }
  await ports.registry.bump(PERIODE);
  const planned = await plan({ periode: PERIODE }, ports);
  return {
    tasks: planned.tasks.length,
    segments,
    planBytes: (await ports.work.read(`${planned.plan}/plan.json`))?.length ?? 0,
    payload: Buffer.byteLength(JSON.stringify(planned)),
  };
}

function runOf(folder: string, claims: number, keyId: string): Run {
  const sizes = Array.from({ length: Math.ceil(claims / SEGMENT_CLAIMS) }, (_, i) =>
    Math.min(SEGMENT_CLAIMS, claims - i * SEGMENT_CLAIMS),
  );
  return {
    rules: RULES_VERSION,
    keyId,
    content: null,
    jenis: 'peserta',
    kode: null,
    rincian: {},
    counts: { lolos: claims, ditolak: 0, dilewati: 0 },
    // As many codes as an average file has.
    issues: { NIK_FORMAT: 1, NIK_REGION_DIFFERS: 1, AGE_RANGE: 1, BIRTHDATE_INVALID: 1 },
    contoh: {},
    encoding: 'utf-8',
    delimiter: ',',
    judul: 1,
    lembar: null,
    kolomLain: [],
    rejected: true,
    segments: sizes.map((size, i) => ({
      key: `${folder}/${String(i).padStart(5, '0')}.claims`,
      claims: size,
      bytes: size * 4 * CLAIM_WORDS,
    })),
    targets: [],
    komitmen: [],
  };
}
