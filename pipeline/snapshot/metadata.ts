/** What a revision says of itself to catalogues and to whoever finds a table alone: `datapackage.json` and `dcat.jsonld`, for each tier. */
import type { DataPackage } from '../contracts/metadata.ts';
import type { PublishedFile } from '../contracts/published.ts';
import { type Column, type ColumnType, tablesOf, type Words } from '../contracts/tables.ts';
import { isoDate, periodEnd } from '../rules/dates.ts';
import { REFERENCE_VERSION } from '../rules/versions.ts';
import { HIDDEN } from './coverage.ts';
import { json } from './pointers.ts';
import { distinct } from './table-rows.ts';
import { type Edition, type RevisionFile, type Tier, viewFile } from './view.ts';

/** Sources that are named: who sends a target for every village may write a thousand spellings of one. */
const SOURCES = 50;

const TYPES: Readonly<Record<ColumnType, DataPackage['resources'][number]['schema']['fields'][number]['type']>> = {
  month: 'yearmonth',
  date: 'date',
  word: 'string',
  code: 'string',
  text: 'string',
  count: 'integer',
  sum: 'integer',
  percent: 'number',
  'yes-no': 'boolean',
};

const REFERENCE = {
  title: 'idn-area-data (Kemendagri), ODbL 1.0',
  path: 'https://github.com/fityannugroho/idn-area-data',
  version: REFERENCE_VERSION.split('@')[1] ?? '',
};

const RIGHTS: Words = {
  id: 'Angka: menurut ketentuan instansi yang menerbitkannya. Memuat kode wilayah dari idn-area-data, yang tersedia di bawah Open Database License (ODbL) 1.0.',
  en: 'Numbers: on the terms of the authority that publishes them. Contains information from idn-area-data, which is made available under the Open Database License (ODbL) 1.0.',
};

const TIERS: Readonly<Record<Tier, Words>> = {
  exact: { id: 'Angka sebenarnya, untuk pejabat.', en: 'True counts, for officials.' },
  public: {
    id: `Untuk umum: hitungan 7 ke bawah ditulis ${HIDDEN}, yang lain dibulatkan ke kelipatan 5; karena itu jumlahnya bisa tidak pas.`,
    en: `For everyone: counts of 7 and fewer are written ${HIDDEN}, others rounded to the nearest 5; so they may not add up.`,
  },
};

/** Where numbers come from. */
interface Source {
  readonly title: string;
}

/** @param files the tables as they were written, by their paths below the revision; @param sources of the targets */
export function metadataFiles(
  tier: Tier,
  edition: Edition,
  files: readonly PublishedFile[],
  sources: readonly Source[],
): RevisionFile[] {
  const told = dataPackage(tier, edition, files, sources);
  return [
    { path: `${tier}/datapackage.json`, make: () => json(told) },
    { path: `${tier}/dcat.jsonld`, make: () => json(dcat(tier, edition, told)) },
    viewFile(tier, edition, 'metadata', () => told),
  ];
}

function dataPackage(
  tier: Tier,
  edition: Edition,
  files: readonly PublishedFile[],
  denominators: readonly Source[],
): DataPackage {
  const { periode, revision } = edition;
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `cakupan-${periode}-${revision}-${tier}`,
    title: titleOf(edition).id,
    description: TIERS[tier].id,
    description_en: TIERS[tier].en,
    version: revision,
    ...{ rights: RIGHTS.id, rights_en: RIGHTS.en },
    sources: [REFERENCE],
    resources: tablesOf(tier).map(({ name, title, id, en, columns, key }) => {
      const { sha256 = '', bytes = 0 } = files.find(({ path }) => path === `${tier}/${name}.csv`) ?? {};
      const isOfTargets = name === 'targets' || name === 'coverage';
      return {
        ...{ name, path: `${name}.csv`, title: title.id, title_en: title.en, description: id, description_en: en },
        ...{ format: 'csv', mediatype: 'text/csv', encoding: 'utf-8', bytes, hash: `sha256:${sha256}` },
        ...(isOfTargets && denominators.length > 0 && { sources: [...denominators] }),
        schema: {
          fields: columns.map(fieldOf),
          primaryKey: [...key],
          missingValues: tier === 'public' ? ['', HIDDEN] : [''],
        },
      };
    }),
  };
}

/** The same for a catalogue: addresses are relative, wherever the revision is published. */
function dcat(tier: Tier, edition: Edition, { resources, sources }: DataPackage) {
  const { periode, revision } = edition;
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      spdx: 'http://spdx.org/rdf/terms#',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': './',
    '@type': 'dcat:Dataset',
    'dct:identifier': `${periode}/${revision}/${tier}`,
    'dct:title': inBoth(titleOf(edition)),
    'dct:description': inBoth(TIERS[tier]),
    'dct:rights': inBoth(RIGHTS),
    'dct:language': ['id', 'en'],
    'dct:spatial': { '@type': 'dct:Location', 'dct:identifier': 'ID', 'dct:title': 'Indonesia' },
    'dct:temporal': {
      '@type': 'dct:PeriodOfTime',
      'dcat:startDate': { '@type': 'xsd:date', '@value': `${periode}-01` },
      'dcat:endDate': { '@type': 'xsd:date', '@value': isoDate(periodEnd(periode)) },
    },
    'dct:source': sources.map(({ path, title }) => ({ '@id': path, 'dct:title': title })),
    'dcat:distribution': resources.map(({ path, title, title_en, bytes, hash }) => ({
      '@type': 'dcat:Distribution',
      '@id': path,
      'dct:title': inBoth({ id: title, en: title_en }),
      'dcat:downloadURL': { '@id': path },
      'dcat:mediaType': { '@id': 'https://www.iana.org/assignments/media-types/text/csv' },
      'dcat:byteSize': bytes,
      'spdx:checksum': {
        'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
        'spdx:checksumValue': hash.replace('sha256:', ''),
      },
    })),
  };
}

function fieldOf({ name, type, id, en }: Column): DataPackage['resources'][number]['schema']['fields'][number] {
  const words = type === 'yes-no' ? { trueValues: ['ya'], falseValues: ['tidak'] } : {};
  return { name, type: TYPES[type], description: id, description_en: en, ...words };
}

function titleOf({ periode, revision }: Edition): Words {
  return {
    id: `Cakupan jaminan sosial ketenagakerjaan, ${periode}, revisi ${revision}`,
    en: `Coverage of workers' social insurance, ${periode}, revision ${revision}`,
  };
}

/** The sources that targets name, the first of them in the order of their rows, each with its date. @param targets targets.csv of a tier */
export function sourcesOf(targets: Uint8Array): Source[] {
  return distinct(targets, ['sumber', 'tanggal_acuan'], SOURCES).flatMap(
    ({ sumber = '', tanggal_acuan: acuan = '' }) => {
      if (sumber === '') return [];
      return [{ title: acuan === '' ? sumber : `${sumber} (${acuan})` }];
    },
  );
}

function inBoth({ id, en }: Words) {
  return [
    { '@language': 'id', '@value': id },
    { '@language': 'en', '@value': en },
  ];
}
