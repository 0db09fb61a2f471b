/** `datapackage.json` of a revision and tier: what its tables are, as Frictionless Data Package 2 says it, as far as it is used here. */
import * as z from 'zod';
import { Count } from './run.ts';

const Source = z.strictObject({ title: z.string(), path: z.string().optional(), version: z.string().optional() });

const Field = z.strictObject({
  name: z.string(),
  type: z.enum(['yearmonth', 'date', 'string', 'integer', 'number', 'boolean']),
  description: z.string(),
  /** Beyond the standard: the same in English. */
  description_en: z.string(),
  trueValues: z.array(z.string()).optional(),
  falseValues: z.array(z.string()).optional(),
});

export const DataPackage = z.strictObject({
  $schema: z.string(),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  description_en: z.string(),
  /** The period's revision. */
  version: z.string(),
  /** Beyond the standard: on what terms, in words. */
  rights: z.string(),
  rights_en: z.string(),
  sources: z.array(Source),
  resources: z.array(
    z.strictObject({
      name: z.string(),
      path: z.string(),
      title: z.string(),
      title_en: z.string(),
      description: z.string(),
      description_en: z.string(),
      format: z.literal('csv'),
      mediatype: z.literal('text/csv'),
      encoding: z.literal('utf-8'),
      bytes: Count,
      /** `sha256:` and the hash that the manifest has. */
      hash: z.string(),
      /** Where denominators come from, as the uploads say. */
      sources: z.array(Source).optional(),
      schema: z.strictObject({
        fields: z.array(Field),
        primaryKey: z.array(z.string()),
        missingValues: z.array(z.string()),
      }),
    }),
  ),
});
export type DataPackage = z.infer<typeof DataPackage>;
