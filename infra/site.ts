/** The public site: the dashboard and the public tier of the snapshots, and nothing else of the bucket. */

import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Aws, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { except } from './exceptions.ts';
import { asInterface } from './storage.ts';

/** Keys that everybody may read. What is not here does not exist for them. */
const PUBLIC = [
  'index.html',
  'assets/*',
  'snapshots/index.js',
  'snapshots/index.json',
  'snapshots/*/latest.js',
  'snapshots/*/latest.json',
  'snapshots/*/public/*',
];

/** For officials alone. A `*` stands for slashes too, so this is refused besides, whatever a key says further on. */
const EXACT = 'snapshots/*/exact/*';

/** The page is made of its own files alone, and no other page may show it as a part of itself. */
const CONTENT = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'", // the latter allows WebAssembly, and nothing else
  "style-src 'self'",
  // Pictures that it draws for a download it keeps in memory.
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** CloudFront wants its policies named, and knows no regions: the stack of another one has other names. */
const NAME = `${Aws.STACK_NAME}-${Aws.REGION}`;

/** One year; browsers ask for as much before they keep to HTTPS by themselves. */
const LONG = Duration.days(365);

export function site(scope: Construct, snapshots: s3.Bucket): cloudfront.Distribution {
  const place = new Construct(scope, 'PublicSite');
  const { originAccessControlId } = new cloudfront.S3OriginAccessControl(place, 'AccessControl', {
    originAccessControlName: NAME,
  });
  const distribution = new cloudfront.Distribution(place, 'Distribution', {
    comment: 'Cakupan: dashboard and public snapshots',
    defaultRootObject: 'index.html',
    defaultBehavior: {
      // Not the way with an access policy of its own: it would open the whole bucket.
      origin: origins.S3BucketOrigin.withBucketDefaults(asInterface(snapshots), { originAccessControlId }),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      compress: true,
      cachePolicy: cachePolicy(place),
      responseHeadersPolicy: headers(place),
    },
    // S3 says "forbidden" of what is missing and of what is not public alike: both are not here.
    errorResponses: [
      { httpStatus: 403, responseHttpStatus: 404, responsePagePath: '/index.html', ttl: Duration.seconds(10) },
    ],
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    // The cheapest class that answers from Asia, Jakarta included.
    priceClass: cloudfront.PriceClass.PRICE_CLASS_200,
    enableIpv6: true,
  });
  const reading = {
    principals: [new iam.ServicePrincipal('cloudfront.amazonaws.com')],
    actions: ['s3:GetObject'],
  };
  snapshots.addToResourcePolicy(
    new iam.PolicyStatement({
      ...reading,
      resources: PUBLIC.map((keys) => snapshots.arnForObjects(keys)),
      conditions: { StringEquals: { 'AWS:SourceArn': distribution.distributionArn } },
    }),
  );
  snapshots.addToResourcePolicy(
    new iam.PolicyStatement({ ...reading, effect: iam.Effect.DENY, resources: [snapshots.arnForObjects(EXACT)] }),
  );
  except(distribution, 'CFR1', 'The numbers are for everybody, in every country.');
  except(distribution, 'CFR2', 'Files alone, behind them no program: a firewall would have nothing to keep off.');
  except(distribution, 'CFR3', 'Who reads public numbers is nobody’s business; no log means no addresses to protect.');
  except(distribution, 'CFR4', 'The domain is CloudFront’s own, and with its certificate the choice is CloudFront’s.');
  return distribution;
}

/** What an object says of itself holds: revisions for a year, pointers not at all. One that says nothing is asked for again. */
function cachePolicy(scope: Construct): cloudfront.CachePolicy {
  return new cloudfront.CachePolicy(scope, 'AsTheObjectSays', {
    cachePolicyName: NAME,
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: LONG,
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });
}

function headers(scope: Construct): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(scope, 'Headers', {
    responseHeadersPolicyName: NAME,
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: CONTENT, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: LONG, includeSubdomains: true, override: true },
    },
  });
}
