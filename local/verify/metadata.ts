/** Holds what a revision says of its tables, `datapackage.json` and `dcat.jsonld`, against them. */
import * as z from 'zod';
import { DataPackage } from '../../pipeline/contracts/metadata.ts';
import type { Manifest } from '../../pipeline/contracts/published.ts';
import type { Bytes } from '../../pipeline/ports.ts';
import type { Checks } from './fault.ts';
import { LAW } from './laws.ts';
import { HEADERS } from './layout.ts';
import { parse } from './pointers.ts';

/** As far as it repeats the data package. */
const Dcat = z.looseObject({
  'dct:identifier': z.string(),
  'dcat:distribution': z.array(
    z.looseObject({
      'dcat:downloadURL': z.strictObject({ '@id': z.string() }),
      'dcat:byteSize': z.number(),
      'spdx:checksum': z.looseObject({ 'spdx:checksumValue': z.string() }),
    }),
  ),
});

/** @throws Unsound */
export function checkMetadata(
  files: ReadonlyMap<string, Bytes>,
  { periode, revision, files: listed }: Manifest,
  checks: Checks,
): void {
  for (const tier of ['exact', 'public'] as const) {
    const tables = Object.entries(HEADERS).filter(([path]) => path.startsWith(`${tier}/`));
    const sheet = checks.of(`${tier}/datapackage.json`);
    const { name, version, resources } = parse(sheet, files.get(sheet.file), DataPackage);
    sheet.equal(null, 'name', name, `cakupan-${periode}-${revision}-${tier}`, LAW.itself);
    sheet.equal(null, 'version', version, revision, LAW.itself);
    sheet.equal(null, 'resources', resources.length, tables.length, LAW.metadata);
    const catalogue = checks.of(`${tier}/dcat.jsonld`);
    const said = parse(catalogue, files.get(catalogue.file), Dcat);
    catalogue.equal(null, 'dct:identifier', said['dct:identifier'], `${periode}/${revision}/${tier}`, LAW.itself);
    catalogue.equal(null, 'dcat:distribution', said['dcat:distribution'].length, tables.length, LAW.metadata);
    for (const [path, header] of tables) {
      const { sha256 = '', bytes = 0 } = listed.find((file) => file.path === path) ?? {};
      const table = path.slice(tier.length + 1);
      const one = resources.find((resource) => resource.path === table);
      const columns = one?.schema.fields.map((field) => field.name).join(',');
      sheet.equal(table, 'schema.fields', columns ?? null, header, LAW.metadata);
      sheet.equal(table, 'bytes', one?.bytes ?? null, bytes, LAW.metadata);
      sheet.equal(table, 'hash', one?.hash ?? null, `sha256:${sha256}`, LAW.metadata);
      const other = said['dcat:distribution'].find((entry) => entry['dcat:downloadURL']['@id'] === table);
      catalogue.equal(table, 'dcat:byteSize', other?.['dcat:byteSize'] ?? null, bytes, LAW.metadata);
      const checksum = other?.['spdx:checksum']['spdx:checksumValue'] ?? null;
      catalogue.equal(table, 'spdx:checksumValue', checksum, sha256, LAW.metadata);
    }
  }
}
