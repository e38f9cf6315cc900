import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseMailmap } from '../../../../src/core/history/mailmap.ts';

/** Asserts what `name <email>` becomes. */
function maps(mailmap: string, recorded: string, expected: string): void {
  const [, name = '', email = ''] = /^(.*?) ?<(.*)>$/.exec(recorded) ?? [];
  const person = parseMailmap(mailmap)({ name, email });
  assert.equal(`${person.name} <${person.email}>`, expected);
}

describe('parseMailmap', () => {
  it('replaces a name by address', () => maps('Ada L <a@x>', 'ada <a@x>', 'Ada L <a@x>'));
  it('replaces an address by address', () => maps('<ada@y> <a@x>', 'ada <a@x>', 'ada <ada@y>'));
  it('replaces both', () => maps('Ada L <ada@y> <a@x>', 'ada <a@x>', 'Ada L <ada@y>'));
  it('replaces both for one recorded name only', () => {
    const mailmap = 'Ada L <ada@y> root <root@host>\nBob B <bob@y> bob <root@host>';
    maps(mailmap, 'root <root@host>', 'Ada L <ada@y>');
    maps(mailmap, 'bob <root@host>', 'Bob B <bob@y>');
    maps(mailmap, 'eve <root@host>', 'eve <root@host>');
  });
  it('prefers the recorded name over the address alone', () =>
    maps('All <all@y> <root@host>\nAda L <ada@y> root <root@host>', 'root <root@host>', 'Ada L <ada@y>'));
  it('compares without regard to case', () =>
    maps('Ada L <ada@y> Root <A@X>', 'ROOT <a@x>', 'Ada L <ada@y>'));
  it('lets a later line override', () => maps('Old <a@x>\nNew <a@x>', 'ada <a@x>', 'New <a@x>'));
  it('keeps the fields that a later line leaves out', () =>
    maps('Ada L <a@x>\n<ada@y> <a@x>', 'ada <a@x>', 'Ada L <ada@y>'));
  it('ignores comments, blank lines and lines of no form', () =>
    maps('# Ada L <a@x>\n\nnonsense\n<a@x>\nAda <a@x', 'ada <a@x>', 'ada <a@x>'));
  it('ignores what follows the last address', () =>
    maps('Ada L <a@x> # since 2020', 'ada <a@x>', 'Ada L <a@x>'));
  it('reads line ends of Windows', () => maps('Ada L <a@x>\r\nBob <b@x>\r\n', 'ada <a@x>', 'Ada L <a@x>'));
  it('treats __proto__ as a name like any other', () =>
    maps('Ada <__proto__>', '__proto__ <__proto__>', 'Ada <__proto__>'));
});
