/** The public site: what it shows, and what it must not. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Properties, readable, type Synthesised, synthesised } from './template.ts';

let stack: Synthesised;

beforeAll(() => {
  stack = synthesised();
});

describe('the site', () => {
  const keys = () =>
    [...stack.ofType('AWS::S3::BucketPolicy').values()]
      .flatMap(({ PolicyDocument }) => Object(PolicyDocument).Statement)
      .filter(({ Principal }) => Principal.Service === 'cloudfront.amazonaws.com')
      .map(({ Effect, Resource }) => ({ Effect, resources: [Resource].flat().map(readable) }));

  test('reads the dashboard and the public tier, and is refused what is exact', () => {
    const bucket = 'StorageSnapshots';
    expect(keys()).toEqual([
      {
        Effect: 'Allow',
        resources: [
          ...[`${bucket}/index.html`, `${bucket}/assets/*`],
          ...[`${bucket}/snapshots/index.js`, `${bucket}/snapshots/index.json`],
          ...[`${bucket}/snapshots/*/latest.js`, `${bucket}/snapshots/*/latest.json`, `${bucket}/snapshots/*/public/*`],
        ],
      },
      { Effect: 'Deny', resources: [`${bucket}/snapshots/*/exact/*`] },
    ]);
  });

  test.each([
    ['index.html', true],
    ['assets/app-1a2b.js', true],
    ['snapshots/index.json', true],
    ['snapshots/2023-08/latest.json', true],
    ['snapshots/index.js', true],
    ['snapshots/2023-08/latest.js', true],
    ['snapshots/2023-08/changelog.js', false],
    ['snapshots/2023-08/r1/public/view/00.js', true],
    ['snapshots/2023-08/r1/exact/view/00.js', false],
    ['snapshots/2023-08/r1/exact/view/latest.js', false],
    ['snapshots/2023-08/r1/public/coverage.csv', true],
    ['snapshots/2023-08/r1/public/manifest.json', true],
    ['snapshots/2023-08/r1/exact/coverage.csv', false],
    ['snapshots/2023-08/r1/exact/public/coverage.csv', false],
    ['snapshots/2023-08/r1/exact/latest.json', false],
    ['reports/2023-08/8171/peserta/v1/rejected.csv', false],
  ])('%s: %j', (key, isPublic) => {
    const reached = (effect: string) =>
      keys().some(({ Effect, resources }) => Effect === effect && resources.some((one) => matches(one, key)));
    expect(reached('Allow') && !reached('Deny')).toBe(isPublic);
  });

  test('comes over HTTPS, compressed, and keeps for as long as an object says', () => {
    expect(only('AWS::CloudFront::Distribution').DistributionConfig).toMatchObject({
      DefaultRootObject: 'index.html',
      HttpVersion: 'http2and3',
      PriceClass: 'PriceClass_200',
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https', Compress: true },
    });
    expect(only('AWS::CloudFront::CachePolicy').CachePolicyConfig).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 31_536_000,
      ParametersInCacheKeyAndForwardedToOrigin: { EnableAcceptEncodingGzip: true, EnableAcceptEncodingBrotli: true },
    });
  });

  test('may load nothing from elsewhere, and be shown inside nothing', () => {
    const { ResponseHeadersPolicyConfig } = only('AWS::CloudFront::ResponseHeadersPolicy');
    expect(ResponseHeadersPolicyConfig).toMatchObject({
      SecurityHeadersConfig: {
        ContentSecurityPolicy: {
          ContentSecurityPolicy:
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          Override: true,
        },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000 },
      },
    });
  });
});

function only(type: string): Properties {
  const all = [...stack.ofType(type).values()];
  expect(all, type).toHaveLength(1);
  return all[0] ?? {};
}

/** As IAM does: a `*` stands for anything, slashes included. */
function matches(resource: string, key: string): boolean {
  const pattern = resource.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${pattern}$`).test(`StorageSnapshots/${key}`);
}
