import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gunzip } from '../../platform/gunzip.ts';
import { gunzip as webGunzip } from '../../platform/web.ts';

describe.each([
  ['by zlib', gunzip],
  ['in a browser', webGunzip],
])('gunzip %s', (_, gunzip) => {
  async function textOf(file: Buffer, piece: number): Promise<string> {
    async function* source() {
      for (let at = 0; at < file.length; at += piece) yield Uint8Array.from(file.subarray(at, at + piece));
    }
    const pieces: Uint8Array[] = [];
    for await (const one of gunzip(source())) pieces.push(one);
    return Buffer.concat(pieces).toString();
  }

  test('gives back every member, with or without zero bytes between and behind them, whatever pieces they come in', async () => {
    const member = fc.record({ text: fc.string({ maxLength: 300 }), padding: fc.nat(40) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(member, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 200 }),
        async (members, piece) => {
          const file = Buffer.concat(members.flatMap(({ text, padding }) => [gzipSync(text), Buffer.alloc(padding)]));
          expect(await textOf(file, piece)).toBe(members.map(({ text }) => text).join(''));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('gives back what is larger than any piece, and warns of nothing', async () => {
    const warnings: Error[] = [];
    process.on('warning', (warning) => warnings.push(warning));
    const text = Array.from({ length: 200_000 }, (_, i) => `${(i * 7919) % 100_003}\n`).join('');
    expect(await textOf(gzipSync(text), 1000)).toBe(text);
    await new Promise((resolve) => setTimeout(resolve, 10)); // a warning comes a moment later
    expect(warnings).toEqual([]);
  });

  test.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['zero bytes alone', Buffer.alloc(20)],
    ['plain text', Buffer.from('nik,nama\n')],
    ['a file that is cut off', gzipSync('x'.repeat(5000)).subarray(0, -5)],
    ['a header alone', gzipSync('x').subarray(0, 10)],
    ['text behind a member', Buffer.concat([gzipSync('x'), Buffer.from('y')])],
    ['text behind zero bytes behind a member', Buffer.concat([gzipSync('x'), Buffer.alloc(5), Buffer.from('yz')])],
    ['a damaged member', Buffer.from(gzipSync('x'.repeat(100)).map((byte, i) => (i === 14 ? byte ^ 255 : byte)))],
    ['a second member that is cut off', Buffer.concat([gzipSync('x'), gzipSync('y').subarray(0, -3)])],
  ])('refuses %s', async (_, file) => {
    for (const piece of [1, 7, 100_000])
      await expect(textOf(file, piece)).rejects.toMatchObject({ reason: 'NOT_GZIP' });
  });

  test('stops at a bomb', async () => {
    await expect(textOf(gzipSync(Buffer.alloc(100_000_000, 'a')), 50_000)).rejects.toMatchObject({
      reason: 'GZIP_BOMB',
    });
  });
});
