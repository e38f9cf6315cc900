import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { ObjectFrames } from '../../../src/io/git/objects.ts';
import { CommitParser } from '../../../src/io/git/parseCommit.ts';

interface Given {
  readonly id: string;
  readonly content: Buffer | null;
}

const objects = fc.array(
  fc.record(
    {
      id: fc.stringMatching(/^[0-9a-f]{40}$/),
      content: fc.option(fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))),
    },
    { noNullPrototype: true },
  ),
);

/** As `cat-file --batch` writes them. */
function written(given: readonly Given[]): Buffer {
  const parts = given.map(({ id, content }) =>
    content === null
      ? [Buffer.from(`${id} missing\n`)]
      : [Buffer.from(`${id} blob ${content.length}\n`), content, Buffer.from('\n')],
  );
  return Buffer.concat(parts.flat());
}

/** What comes out where the output arrives in pieces that end at `cuts`. */
function readInPieces(
  output: Buffer,
  cuts: readonly number[],
  limit = 1000,
): { given: Given[]; complete: boolean } {
  const frames = new ObjectFrames(limit);
  const ends = [...new Set(cuts.map((cut) => cut % (output.length + 1)))].sort((a, b) => a - b);
  const given: Given[] = [];
  let start = 0;
  for (const end of [...ends, output.length]) {
    for (const object of frames.push(output.subarray(start, end))) {
      const content = object.type === 'missing' ? null : object.batch?.subarray(object.start, object.end);
      given.push({ id: object.id, content: content === undefined ? null : content && Buffer.from(content) });
    }
    start = end;
  }
  return { given, complete: frames.complete };
}

describe('ObjectFrames', () => {
  it('gives every object, however the output is cut', () => {
    fc.assert(
      fc.property(objects, fc.array(fc.nat()), (given, cuts) => {
        assert.deepEqual(readInPieces(written(given), cuts), { given, complete: true });
      }),
    );
  });
  it('knows that an output ended inside an object', () => {
    fc.assert(
      fc.property(objects, fc.array(fc.nat()), (given, cuts) => {
        const output = written([...given, { id: 'a'.repeat(40), content: Buffer.from('content') }]);
        assert.equal(readInPieces(output.subarray(0, -3), cuts).complete, false);
      }),
    );
  });
  it('passes over what is too large, wherever the output is cut', () => {
    fc.assert(
      fc.property(objects, fc.array(fc.nat()), fc.nat({ max: 300 }), (given, cuts, limit) => {
        const expected = given.map(({ id, content }) => ({
          id,
          content: content !== null && content.length > limit ? null : content,
        }));
        assert.deepEqual(readInPieces(written(given), cuts, limit), { given: expected, complete: true });
      }),
    );
  });
});

describe('CommitParser', () => {
  it('never throws, and keeps any message as it is', () => {
    const header = 'tree x\nauthor A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\n\n';
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (message, noise) => {
        const parser = new CommitParser();
        assert.equal(
          parser.parse('a', Buffer.from(header + message)).message,
          Buffer.from(message).toString(),
        );
        parser.parse('b', Buffer.from(noise));
      }),
    );
  });
  it('never throws on a header whose lines are cut or repeated anywhere', () => {
    const lines = [
      'tree x',
      'parent',
      'parent y',
      'author',
      'author A <a@x',
      'author A <a@x> 1',
      'encoding',
      'encoding x',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines)), fc.nat({ max: 80 }), (some, cut) => {
        const bytes = Buffer.from(some.join('\n'));
        assert.equal(
          typeof new CommitParser().parse('a', bytes, 0, Math.min(cut, bytes.length)).message,
          'string',
        );
      }),
    );
  });
});
