import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { RawCommit } from '../../../src/core/history/commit.ts';
import { readCommits } from '../../../src/io/git/readCommits.ts';
import { resolveCommit } from '../../../src/io/git/readRepository.ts';
import { isNaiveFooled } from '../../support/naiveHistory.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';
import { shownMessage } from '../../support/shownMessage.ts';

async function historyOf(repository: TestRepository, name = 'HEAD'): Promise<RawCommit[]> {
  const runner = repository.runner();
  const commits: RawCommit[] = [];
  for await (const batch of readCommits(runner, { tips: [await resolveCommit(runner, name)] })) {
    commits.push(...batch);
  }
  return commits;
}

async function onlyCommit(repository: TestRepository): Promise<RawCommit> {
  const commits = await historyOf(repository);
  assert.equal(commits.length, 1);
  return commits[0] as RawCommit;
}

const naiveOf = (repository: TestRepository, commits: readonly RawCommit[]): Naive =>
  isNaiveFooled(repository, commits) ? 'fooled' : 'right';

/** The header of a commit object whose author line is given. */
function commitObject(repository: TestRepository, author: string | Buffer, rest: string | Buffer): Buffer {
  const tree = repository.gitWith({ input: '' }, 'hash-object', '-t', 'tree', '-w', '--stdin');
  const committer = '\ncommitter Ada <ada@example.com> 1700000000 +0000\n';
  return Buffer.concat(
    [`tree ${tree}\n`, author, committer, rest].map((part) => Buffer.from(part as string)),
  );
}

/** Whether a reader that splits `git log`'s text sees the same, or something else. */
type Naive = 'right' | 'fooled';

function readsAuthor(line: string, expected: Partial<RawCommit>, naive: Naive = 'right') {
  return inRepository(async (repository) => {
    repository.rawCommit(commitObject(repository, line, '\nmessage\n'));
    const commit = await onlyCommit(repository);
    assert.deepEqual({ ...commit, ...expected }, commit);
    assert.equal(naiveOf(repository, [commit]), naive);
    assert.equal(shownMessage(commit), 'message');
  });
}

const ada = { name: 'Ada', email: 'ada@x' };
const at = (seconds: number, offsetMinutes = 0) => ({ authorTime: { seconds, offsetMinutes } });

describe('hostile author lines', () => {
  it('an ordinary one', readsAuthor('author Ada <ada@x> 12 +0530', { author: ada, ...at(12, 330) }));
  it('no address', readsAuthor('author Ada <> 12 +0000', { author: { name: 'Ada', email: '' }, ...at(12) }));
  it('no name', readsAuthor('author <ada@x> 12 +0000', { author: { name: '', email: 'ada@x' }, ...at(12) }));
  it(
    'no brackets',
    readsAuthor('author Ada ada@x 12 +0000', { author: { name: '', email: '' }, ...at(0) }, 'fooled'),
  );
  it('more brackets', readsAuthor('author A <a> b> <ada@x> 12 +0000', { ...at(12) }));
  it('a negative date', readsAuthor('author Ada <ada@x> -12 +0000', { author: ada, ...at(-12) }, 'fooled'));
  it('no date', readsAuthor('author Ada <ada@x>', { author: ada, ...at(0) }, 'fooled'));
  it('a garbage date', readsAuthor('author Ada <ada@x> yesterday', { author: ada, ...at(0) }, 'fooled'));
  it('a date past counting', readsAuthor('author Ada <ada@x> 99999999999999999999 +0000', at(0)));
  it('the year 10000', readsAuthor('author Ada <ada@x> 253402300800 +0000', at(253_402_300_800)));
  it('the zone +9999', readsAuthor('author Ada <ada@x> 12 +9999', at(12), 'fooled'));
  it('the zone -0330', readsAuthor('author Ada <ada@x> 12 -0330', at(12, -210)));
  it('the zone -0000', readsAuthor('author Ada <ada@x> 12 -0000', at(12)));
  it(
    'two of them',
    readsAuthor('author Eve <eve@x> 1 +0000\nauthor Ada <ada@x> 12 +0000', { author: ada, ...at(12) }),
  );
  it(
    'separators in the name',
    readsAuthor(
      'author A ò  òò \x1e\x1f <ada@x> 12 +0000',
      {
        author: { name: 'A ò  òò \x1e\x1f', email: 'ada@x' },
      },
      'fooled',
    ),
  );
});

describe('hostile messages', () => {
  /** Reads back the message that was written, as git shows it. */
  function survives(message: string, naive: Naive = 'right', shown = message.replace(/\n$/, '')) {
    return inRepository(async (repository) => {
      const sha = repository.rawCommit(
        commitObject(repository, 'author Ada <ada@x> 1 +0000', `\n${message}`),
      );
      const commit = await onlyCommit(repository);
      assert.equal(commit.sha, sha);
      assert.equal(shownMessage(commit), shown);
      assert.equal(naiveOf(repository, [commit]), naive);
    });
  }

  it('printable separators', survives('a ò b òò c òòòòòò d\n'));
  it('record and unit separators', survives('a\x1eb\x1fc\n', 'fooled'));
  it('a NUL, which ends what git shows', survives('subject\0 more\n\nbody\0\n', 'right', 'subject'));
  it(
    'text like git’s own framing',
    survives(`s\n\n${'a'.repeat(40)} commit 12\ntree x\n\ncommit ${'b'.repeat(40)}\n`),
  );
  it('escape sequences and bidirectional characters', survives('\x1b[31mred\x1b]8;;x\x07 \u202egnp.exe\n'));
  it('carriage returns', survives('subject\r\n\r\nbody\r\n', 'right', 'subject\n\nbody'));
  it('nothing', survives(''));
  it('a subject of 1 MB', survives('x'.repeat(1 << 20)));
  it('a message larger than any pipe’s buffer', survives('line of text\n'.repeat(400_000)));

  it(
    'a forged commit: a reader that splits git log’s text is fooled, this one is not',
    inRepository(async (repository) => {
      const forged = 'f'.repeat(40);
      repository.commit({ message: `subject\x1e${forged}\x1fEve\x1fforged subject` });
      const naive = repository.git('log', '--format=%H%x1f%an%x1f%s%x1e').split('\x1e');
      assert.ok(naive.some((record) => record.trim().startsWith(forged)));
      assert.deepEqual(
        (await historyOf(repository)).map(({ sha }) => sha),
        [repository.tip()],
      );
    }),
  );
});

describe('hostile encodings', () => {
  function reads(header: string, message: Buffer, expected: string, naive: Naive = 'right') {
    return inRepository(async (repository) => {
      const rest = Buffer.concat([Buffer.from(`${header}\n`), message]);
      repository.rawCommit(commitObject(repository, 'author Ada <ada@x> 1 +0000', rest));
      const commit = await onlyCommit(repository);
      assert.equal(shownMessage(commit), expected);
      assert.equal(naiveOf(repository, [commit]), naive);
    });
  }
  const latin1 = (text: string) => Buffer.from(text, 'latin1');

  it('latin1 that says so', reads('encoding ISO-8859-1\n', latin1('grün'), 'grün'));
  it('latin1 that does not', reads('', latin1('grün'), 'grün', 'fooled'));
  it('UTF-8 that says latin1', reads('encoding ISO-8859-1\n', Buffer.from('grün'), 'grÃ¼n'));
  it('UTF-8 that says so', reads('encoding UTF-8\n', Buffer.from('grün'), 'grün'));
  it('an encoding that no commit can be in', reads('encoding UTF-16\n', Buffer.from('Sign'), 'Sign'));
  it(
    'an encoding by git’s own name',
    reads('encoding eucJP\n', Buffer.from([0xc6, 0xfc, 0xcb, 0xdc]), '日本'),
  );
  it('Shift JIS', reads('encoding Shift_JIS\n', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), '日本'));
  it('an encoding that nobody knows', reads('encoding klingon\n', Buffer.from('grün'), 'grün'));
  it('a byte order mark', reads('', Buffer.from('\ufeffx'), '\ufeffx'));
  it(
    'a signature whose text looks like a header',
    reads(
      'gpgsig -----BEGIN\n encoding klingon\n author Eve <eve@x> 1 +0000\n \n -----END\n',
      Buffer.from('signed'),
      'signed',
    ),
  );

  it(
    'a name in latin1 beside a message in UTF-8',
    inRepository(async (repository) => {
      const author = Buffer.concat([Buffer.from('author '), latin1('Jürgen'), Buffer.from(' <j@x> 1 +0000')]);
      repository.rawCommit(commitObject(repository, author, '\nüber'));
      const commit = await onlyCommit(repository);
      assert.deepEqual([commit.author.name, shownMessage(commit)], ['Jürgen', 'über']);
    }),
  );
});

describe('hostile configuration', () => {
  /** Two commits, of which the second has a signature; plain `git log` shows something else once this is set. */
  function unmoved(name: string, settings: Readonly<Record<string, string>>): void {
    it(
      name,
      inRepository(async (repository) => {
        repository.commit({ message: 'erste\n', author: 'Jürgen <j@x>' });
        const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n';
        const author = `parent ${repository.tip()}\nauthor Jürgen <j@x> 1 +0000`;
        repository.rawCommit(commitObject(repository, author, `${signature}\nzwölf\n`));
        repository
          .write('.git/mailmap', 'Eve <eve@x> <j@x>\n')
          .write('.git/gpg', '#!/bin/sh\necho forged >&2\n');
        repository.executable('.git/gpg');
        const before = await historyOf(repository);
        const shown = repository.git('log');
        for (const [key, value] of Object.entries(settings)) repository.git('config', key, value);
        assert.deepEqual(await historyOf(repository), before);
        assert.notEqual(repository.git('log'), shown);
      }),
    );
  }
  unmoved('i18n.logOutputEncoding', { 'i18n.logOutputEncoding': 'latin1', 'i18n.commitEncoding': 'latin1' });
  unmoved('color.ui=always', { 'color.ui': 'always' });
  unmoved('log.showSignature', { 'log.showSignature': 'true', 'gpg.program': '.git/gpg' });
  unmoved('format.pretty', { 'format.pretty': 'oneline' });
  unmoved('log.date', { 'log.date': 'relative' });
  unmoved('mailmap.file', { 'log.mailmap': 'true', 'mailmap.file': '.git/mailmap' });
});

describe('hostile objects and refs', () => {
  it(
    'a replaced commit: git log shows the forgery, this reader the commit',
    inRepository(async (repository) => {
      const sha = repository.commit({ message: 'true\n' });
      const [tree] = repository.git('cat-file', '-p', sha).split('\n');
      const author = 'author Eve <eve@x> 1 +0000\ncommitter Eve <eve@x> 1 +0000';
      const args = ['hash-object', '-t', 'commit', '-w', '--stdin'];
      repository.git(
        'replace',
        sha,
        repository.gitWith({ input: `${tree}\n${author}\n\nforged\n` }, ...args),
      );
      assert.equal(repository.git('log', '-1', '--format=%s'), 'forged');
      assert.equal(shownMessage(await onlyCommit(repository)), 'true');
    }),
  );
  it(
    'a graft: git log follows it, this reader does not',
    inRepository(async (repository) => {
      const [, , third] = repository.commits([{}, {}, {}]);
      repository.write('.git/info/grafts', `${third}\n`);
      assert.equal(repository.git('rev-list', '--count', 'HEAD'), '1');
      assert.equal((await historyOf(repository)).length, 3);
    }),
  );
  it(
    'a branch called --output=x, which plain git writes a file for',
    inRepository(async (repository) => {
      const sha = repository.commit();
      repository.git('update-ref', 'refs/heads/--output=x', sha);
      assert.deepEqual(
        (await historyOf(repository, '--output=x')).map((commit) => commit.sha),
        [sha],
      );
      repository.git('log', '--output=x');
      assert.ok(existsSync(path.join(repository.folder, 'x')));
    }),
  );
  it(
    'an octopus merge and unrelated roots',
    inRepository(async (repository) => {
      const root = repository.commit();
      const others = ['a', 'b', 'c'].map((name) => {
        repository.branch(name, root);
        return repository.commit({ message: name });
      });
      repository.git('update-ref', 'refs/heads/main', root);
      repository.branch('main');
      const octopus = repository.merge(others);
      const commits = await historyOf(repository);
      assert.equal(commits.length, 5);
      assert.deepEqual(commits.find(({ sha }) => sha === octopus)?.parents, [root, ...others]);
    }),
  );
  it(
    'a shallow boundary: the history ends there, its parents are named',
    inRepository(async (repository) => {
      const [first, second, third] = repository.commits([{}, {}, {}]);
      repository.write('.git/shallow', `${second}\n`);
      const commits = await historyOf(repository);
      assert.deepEqual(
        commits.map(({ sha }) => sha),
        [third, second],
      );
      assert.deepEqual(commits.at(-1)?.parents, [first]);
      assert.equal(naiveOf(repository, commits), 'fooled');
    }),
  );
  it(
    'a missing commit is an error that says so, never a shorter history',
    inRepository(async (repository) => {
      const tree = repository.gitWith({ input: '' }, 'hash-object', '-t', 'tree', '-w', '--stdin');
      const parent = 'd'.repeat(40);
      const author = 'author Ada <a@x> 1 +0000\ncommitter Ada <a@x> 1 +0000';
      repository.rawCommit(`tree ${tree}\nparent ${parent}\n${author}\n\nx\n`);
      await assert.rejects(historyOf(repository), { name: 'GitError', code: 'missing-object' });
    }),
  );
  it(
    'no commits yet',
    inRepository(async (repository) => {
      await assert.rejects(historyOf(repository), { name: 'GitError', code: 'unknown-revision' });
    }),
  );
});
