import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addTag,
  hasTag,
  InvalidTagError,
  isAutomaticTagAllowed,
  removeTag,
  replaceTag,
  type TagForm,
  tagEdit,
} from '../../../../src/core/history/tagging.ts';
import { commitMessage } from '../../../support/commitMessages.ts';

const trailer: TagForm = { id: 'k3f9', key: 'Micro-Goal', style: 'trailer' };
const inline: TagForm = { ...trailer, style: 'inline' };

function adds(before: string, after: string, form = trailer): void {
  assert.equal(addTag(before, form), after);
  assert.equal(addTag(after, form), after, 'idempotent');
  assert.equal(removeTag(after, form), before, 'removal is the inverse');
  assert.equal(hasTag(after, form), after !== before);
}
const leaves = (message: string, form = trailer) => assert.equal(addTag(message, form), message);
const automatic = (message: string) => assert.equal(isAutomaticTagAllowed(message), true, message);
const byHandOnly = (message: string) => assert.equal(isAutomaticTagAllowed(message), false, message);
const refuses = (form: Partial<TagForm>) => {
  for (const act of [addTag, removeTag, hasTag]) {
    assert.throws(() => act('Subject', { ...trailer, ...form }), InvalidTagError);
  }
};

describe('addTag as a trailer', () => {
  it('follows a subject after a blank line', () => adds('Subject', 'Subject\n\nMicro-Goal: k3f9'));
  it('keeps the final newline', () => adds('Subject\n', 'Subject\n\nMicro-Goal: k3f9\n'));
  it('keeps blank lines at the end', () => adds('Subject\n\n\n', 'Subject\n\nMicro-Goal: k3f9\n\n\n'));
  it('follows a body', () => adds('Subject\n\nBody', 'Subject\n\nBody\n\nMicro-Goal: k3f9'));
  it('joins a trailer block', () =>
    adds('Subject\n\nSigned-off-by: A <a@b>', 'Subject\n\nSigned-off-by: A <a@b>\nMicro-Goal: k3f9'));
  it('joins a block with a continued trailer', () =>
    adds('Subject\n\nNote: long\n  and longer\n', 'Subject\n\nNote: long\n  and longer\nMicro-Goal: k3f9\n'));
  it('joins a block of which git wrote one line', () =>
    adds('S\n\nprose\nSigned-off-by: A <a@b>', 'S\n\nprose\nSigned-off-by: A <a@b>\nMicro-Goal: k3f9'));
  it('does not join prose that has a colon', () =>
    adds('S\n\nprose\nnote: more', 'S\n\nprose\nnote: more\n\nMicro-Goal: k3f9'));
  it('does not join the subject', () => adds('fix: parser', 'fix: parser\n\nMicro-Goal: k3f9'));
  it('does not join a subject that a comment precedes', () =>
    adds('# hint\n\nfix: parser', '# hint\n\nfix: parser\n\nMicro-Goal: k3f9'));
  it('stays above the comments of an editor', () =>
    adds('Subject\n\n# Please enter\n#\n', 'Subject\n\nMicro-Goal: k3f9\n\n# Please enter\n#\n'));
  it('stays above the scissors', () =>
    adds(
      'S\n# ------------------------ >8 ------------------------\ndiff\n',
      'S\n\nMicro-Goal: k3f9\n# ------------------------ >8 ------------------------\ndiff\n',
    ));
  it('stays above a patch', () =>
    adds('S\n\nBody\n---\nnotes\n', 'S\n\nBody\n\nMicro-Goal: k3f9\n---\nnotes\n'));
  it('takes a --- line at the top for the subject', () =>
    adds('---\nnotes\n', '---\nnotes\n\nMicro-Goal: k3f9\n'));
  it('stays above the list of conflicts', () =>
    adds('S\n\nA: b\n\nConflicts:\n\tfile\n', 'S\n\nA: b\nMicro-Goal: k3f9\n\nConflicts:\n\tfile\n'));
  it('writes the line endings it finds', () =>
    adds('S\r\n\r\nBody\r\n', 'S\r\n\r\nBody\r\n\r\nMicro-Goal: k3f9\r\n'));
  it('follows another tag', () => adds('S\n\nMicro-Goal: p2xa', 'S\n\nMicro-Goal: p2xa\nMicro-Goal: k3f9'));
  it('does not take a longer id for its own', () =>
    adds('S\n\nMicro-Goal: k3f9-b', 'S\n\nMicro-Goal: k3f9-b\nMicro-Goal: k3f9'));
  it('does not take a comment for a tag', () =>
    adds('S\n\n# Micro-Goal: k3f9\n', 'S\n\nMicro-Goal: k3f9\n\n# Micro-Goal: k3f9\n'));
  it('leaves an empty message', () => leaves(''));
  it('leaves a message of white space', () => leaves(' \n\t\r\n'));
  it('leaves a message of comments', () => leaves('\n# Please enter\n#\n'));
  it('leaves a message with nothing above the scissors', () =>
    leaves('# ------------------------ >8 ------------------------\ndiff\n'));
  it('leaves a message that has the tag, whatever the case of the key', () =>
    leaves('S\n\nmicro-goal: k3f9'));
  it('leaves a message that claims the goal as done', () => leaves('S\n\nMicro-Goal: k3f9 done'));
  it('leaves a message that tags several at once', () => leaves('S\n\nMicro-Goal: p2xa done, k3f9'));
  it('leaves a message that is nothing but the tag', () => leaves('Micro-Goal: k3f9\n# comment'));
  it('moves a tag that a squash left in the middle', () =>
    assert.equal(addTag('S\n\nMicro-Goal: k3f9\n\nmore\n', trailer), 'S\n\nmore\n\nMicro-Goal: k3f9\n'));
});

describe('addTag in the subject', () => {
  it('ends the subject', () => adds('Subject\n\nBody', 'Subject ^k3f9\n\nBody', inline));
  it('stands before trailing spaces', () => adds('Subject  ', 'Subject ^k3f9  ', inline));
  it('skips comments above', () => adds('# hint\nS\r\nmore', '# hint\nS ^k3f9\r\nmore', inline));
  it('leaves an empty message', () => leaves('\n# only a comment', inline));
  it('leaves a message that has it in the body', () => leaves('S\n\nSee ^k3f9, again', inline));
  it('does not take a longer id, or one inside a word, for its own', () =>
    adds('S ^k3f9x ^k3f9-b a^k3f9', 'S ^k3f9x ^k3f9-b a^k3f9 ^k3f9', inline));
});

describe('removeTag', () => {
  const removes = (before: string, after: string) => assert.equal(removeTag(before, trailer), after);
  it('keeps the block that followed', () =>
    removes('S\n\nMicro-Goal: k3f9\nSigned-off-by: A\n', 'S\n\nSigned-off-by: A\n'));
  it('keeps text that was typed below', () => removes('S\n\nMicro-Goal: k3f9\n\nmore', 'S\n\nmore'));
  it('keeps text that was typed right below', () => removes('S\n\nMicro-Goal: k3f9\nmore', 'S\n\nmore'));
  it('takes every copy', () => removes('S\n\nMicro-Goal: k3f9\n\nT\n\nMicro-Goal: k3f9\n', 'S\n\nT\n'));
  it('keeps a claim of completion', () =>
    removes('S\n\nMicro-Goal: k3f9 done', 'S\n\nMicro-Goal: k3f9 done'));
  it('takes a tag that has lost its subject', () => removes('Micro-Goal: k3f9\n', ''));
});

describe('replaceTag', () => {
  const replaces = (
    before: string,
    from: string | null,
    to: string | null,
    after: string,
    style = trailer.style,
  ) => assert.equal(replaceTag(before, { from, to, key: 'Micro-Goal', style }), after);
  it('puts the new tag in the old one’s place', () =>
    replaces('S\n\nMicro-Goal: k3f9\nA: b', 'k3f9', 'p2xa', 'S\n\nMicro-Goal: p2xa\nA: b'));
  it('does so in the subject', () => replaces('S ^k3f9 more', 'k3f9', 'p2xa', 'S ^p2xa more', 'inline'));
  it('adds where there was none', () => replaces('S', 'k3f9', 'p2xa', 'S\n\nMicro-Goal: p2xa'));
  it('does not double', () =>
    replaces('S\n\nMicro-Goal: k3f9\nMicro-Goal: p2xa', 'k3f9', 'p2xa', 'S\n\nMicro-Goal: p2xa'));
  it('starts', () => replaces('S', null, 'p2xa', 'S\n\nMicro-Goal: p2xa'));
  it('stops', () => replaces('S\n\nMicro-Goal: p2xa', 'p2xa', null, 'S'));
  it('leaves the same goal', () =>
    replaces('S\n\nMicro-Goal: p2xa', 'p2xa', 'p2xa', 'S\n\nMicro-Goal: p2xa'));
  it('leaves an empty message', () => replaces('', 'k3f9', 'p2xa', ''));
});

describe('tagEdit', () => {
  it('is a single insertion for a tag that is added', () => {
    const before = 'Subject\n\nSigned-off-by: A <a@b>\n';
    assert.deepEqual(tagEdit(before, addTag(before, trailer)), {
      start: before.length,
      end: before.length,
      text: 'Micro-Goal: k3f9\n',
    });
  });
  it('is a single deletion for a tag that is removed', () =>
    assert.deepEqual(tagEdit('S\n\nMicro-Goal: k3f9', 'S'), { start: 1, end: 19, text: '' }));
  it('is null when nothing changes', () => assert.equal(tagEdit('S', 'S'), null));
  it('takes one text to the other', () =>
    fc.assert(
      fc.property(commitMessage, commitMessage, (before, after) => {
        const edit = tagEdit(before, after);
        assert.equal(edit ? before.slice(0, edit.start) + edit.text + before.slice(edit.end) : before, after);
      }),
    ));
  it('inserts only, at one place, whenever a tag is added', () =>
    fc.assert(
      fc.property(commitMessage, fc.constantFrom(trailer, inline), (message, form) => {
        const edit = tagEdit(message, addTag(message, form));
        if (edit) assert.equal(edit.start, edit.end);
      }),
    ));
});

describe('tags of any message', () => {
  const forms = fc.constantFrom(trailer, inline);
  it('are idempotent', () =>
    fc.assert(
      fc.property(commitMessage, forms, (message, form) => {
        const once = addTag(message, form);
        assert.equal(addTag(once, form), once);
      }),
      { numRuns: 2000 },
    ));
  it('are removed without a trace', () =>
    fc.assert(
      fc.property(commitMessage, forms, (message, form) =>
        assert.equal(removeTag(addTag(message, form), form), message),
      ),
      { numRuns: 2000 },
    ));
  it('are replaced without a trace', () =>
    fc.assert(
      fc.property(commitMessage, forms, (message, { key, style }) => {
        const [old, next] = [
          { id: 'm9wd', key, style },
          { id: 'q7tt', key, style },
        ];
        const swapped = replaceTag(addTag(message, old), { from: 'm9wd', to: 'q7tt', key, style });
        assert.equal(swapped, addTag(message, next));
      }),
      { numRuns: 2000 },
    ));
});

describe('isAutomaticTagAllowed', () => {
  it('allows an ordinary message', () => automatic('Add a parser\n\nIt reads plans.'));
  it('allows a word that only begins alike', () => automatic('Merging is now linear'));
  it('allows comments that speak of nothing special', () => automatic('Add\n\n# On branch main\n'));
  it('wants a subject', () => byHandOnly('\n# comment\n'));
  it('spares merges', () => byHandOnly("Merge branch 'topic' into main"));
  it('spares merges by hosts', () => byHandOnly('Merged in topic (pull request #3)'));
  it('spares merges below comments', () => byHandOnly("# hint\nMerge branch 'topic'"));
  it('spares reverts', () => byHandOnly('Revert "Add a parser"\n'));
  it('spares reverts under another subject', () => byHandOnly('Undo\n\nThis reverts commit 0123456.\n'));
  it('spares reapplied commits', () => byHandOnly('Reapply "Add a parser"'));
  it('spares conventional reverts', () => byHandOnly('revert(core)!: parser'));
  it('spares cherry-picks', () => byHandOnly('Add\n\n(cherry picked from commit 0123456)\n'));
  for (const word of ['fixup', 'squash', 'amend']) {
    it(`spares ${word}!`, () => byHandOnly(`${word}! Add a parser`));
  }
  it('spares squashes', () =>
    byHandOnly('# This is a combination of 2 commits.\n# This is the 1st:\n\nAdd\n'));
  it('spares merge --squash', () => byHandOnly('Squashed commit of the following:\n\ncommit 0123\n'));
  it('spares rebases', () => byHandOnly('Add\n\n# interactive rebase in progress; onto 0123\n'));
  it('respects a message that says it is outside the plan', () => {
    assert.equal(isAutomaticTagAllowed('Try\n\nMicro-Goal: none (spike)', 'Micro-Goal'), false);
    assert.equal(isAutomaticTagAllowed('Try\n\nMicro-Goal: nonesuch', 'Micro-Goal'), true);
  });
});

describe('hostile tags', () => {
  for (const id of [
    '',
    'a\nSigned-off-by: Eve',
    'a\r',
    'a b',
    '-a',
    'a:b',
    'á',
    'a\u2028b',
    'none',
    '__proto__',
    'k3f9 done',
  ]) {
    it(`refuses the id ${JSON.stringify(id)}`, () => refuses({ id }));
  }
  for (const key of ['', 'Micro Goal', 'a:b', 'a\nb', '-a', '#a']) {
    it(`refuses the key ${JSON.stringify(key)}`, () => refuses({ key }));
  }
  it('says what was expected and what arrived', () =>
    assert.throws(
      () => addTag('S', { ...trailer, id: 'a\nb' }),
      (error: unknown) =>
        error instanceof InvalidTagError &&
        error.part === 'id' &&
        error.actual === 'a\nb' &&
        /k3f9/.test(error.message),
    ));
  it('never writes a line it was not asked for', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (id) => {
        try {
          assert.equal(addTag('S', { ...trailer, id }).split('\n').length, 3);
        } catch (error) {
          assert.ok(error instanceof InvalidTagError);
        }
      }),
    ));
});
