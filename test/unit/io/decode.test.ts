import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode } from '../../../src/io/store/decode.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') =>
  new Uint8Array(Buffer.from(text, encoding));

function problemOf(content: Uint8Array) {
  const decoded = decode(content);
  assert.ok(!decoded.ok);
  const { line, column, data } = decoded.problem;
  return `${data.encoding} ${line}:${column}`;
}

const isText = (text: string) => assert.deepEqual(decode(bytes(text)), { ok: true, text });

describe('decoding a plan file', () => {
  it('keeps a byte order mark', () => isText('\ufeff# Plan\r\n'));
  it('keeps U+FFFD that is really there', () => isText('a \ufffd b'));
  it('takes an empty file as empty text', () => isText(''));

  it('finds UTF-16 by its mark', () =>
    assert.equal(problemOf(bytes('\ufeff# Plan\n', 'utf16le')), 'utf-16le 1:1'));
  it('finds UTF-16 without a mark', () =>
    assert.equal(problemOf(bytes('# Plan\n', 'utf16le')), 'utf-16le 1:1'));
  it('finds big-endian UTF-16', () => {
    const swapped = new Uint8Array(Buffer.from('# Plan\n', 'utf16le').swap16());
    assert.equal(problemOf(swapped), 'utf-16be 1:1');
  });
  it('says where a NUL is', () => assert.equal(problemOf(bytes('# Plan\n- [ ] a\0b\n')), 'binary 2:8'));
  it('says where UTF-8 ends', () =>
    assert.equal(problemOf(bytes('# Plan\n- [ ] caf\xe9\n', 'latin1')), 'unknown 2:10'));
  it('says where a sequence is cut short', () =>
    assert.equal(problemOf(new Uint8Array([0x61, 0x0a, 0xef, 0xbf, 0x41])), 'unknown 2:1'));
  it('refuses surrogates', () =>
    assert.equal(problemOf(new Uint8Array([0x61, 0xed, 0xa0, 0x80])), 'unknown 1:2'));

  it('gives text only where encoding it again gives the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (content) => {
        const decoded = decode(content);
        if (decoded.ok) assert.deepEqual(bytes(decoded.text), new Uint8Array(content));
        else
          assert.throws(() => {
            if (content.includes(0)) throw new TypeError('NUL');
            new TextDecoder('utf-8', { fatal: true }).decode(content);
          }, TypeError);
      }),
      { numRuns: 2000 },
    );
  });
});
