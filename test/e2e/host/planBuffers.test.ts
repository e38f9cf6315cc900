import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  ConfigurationTarget,
  commands,
  languages,
  Position,
  Range,
  type TextDocument,
  TextEdit,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { DocumentEditOutcome } from '../../../src/core/plan/documents.ts';
import { tick } from '../../../src/core/plan/edits/tick.ts';
import { parsePlanFile } from '../../../src/core/plan/parse.ts';
import { editPlan } from '../../../src/io/editPlan.ts';
import { PlanStore } from '../../../src/io/store/planStore.ts';
import { PlanDocuments } from '../../../src/ui/planDocuments.ts';
import { cairn, eventually } from './extension.ts';

const root = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const PLAN = '## v1.0\n\n- [ ] Sign the installers ^k3f9\n- [ ] Write the notes ^p2xa\n';
const TICKED = PLAN.replace('[ ] Sign', '[x] Sign');

interface OpenPlan {
  readonly file: string;
  readonly document: TextDocument;
  readonly onDisk: () => string;
  /** Ticks through the buffer alone. */
  readonly tick: (id: string) => ReturnType<PlanDocuments['edit']>;
  /** Ticks as the extension does, through the buffer, with the file at hand. */
  readonly tickHeld: (id: string) => Promise<DocumentEditOutcome>;
}

/** A plan in a folder of its own, open in an editor of the window. */
const withPlan = (body: (plan: OpenPlan) => Promise<void>) => async () => {
  const folder = mkdtempSync(path.join(root, 'buffers-')); // where the editor watches files;
  const file = path.join(folder, 'MILESTONES.md');
  writeFileSync(file, PLAN);
  const document = await workspace.openTextDocument(Uri.file(file));
  await window.showTextDocument(document);
  const documents = new PlanDocuments(async (name, text) => parsePlanFile(name, text));
  const lockBase = mkdtempSync(path.join(tmpdir(), 'locks-'));
  const plans = new PlanStore({ root: folder, lockBase });
  try {
    await body({
      file,
      document,
      onDisk: () => readFileSync(file, 'utf8'),
      tick: (id) => documents.edit(file, 'MILESTONES.md', tick(id, '2026-11-20'), null),
      tickHeld: (id) =>
        editPlan(
          { root: folder, documents, plans, report: (problem) => assert.fail(String(problem)) },
          'MILESTONES.md',
          tick(id, '2026-11-20'),
        ),
    });
  } finally {
    await window.showTextDocument(document);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    rmSync(folder, { recursive: true });
    rmSync(lockBase, { recursive: true });
  }
};

async function type(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(document.lineCount, 0), text);
  assert.ok(await workspace.applyEdit(edit));
}

const withoutDate = (text: string) => text.replaceAll(/ done:\d{4}-\d\d-\d\d/g, '');

describe('a tick of a plan that is open', () => {
  it(
    'and saved is saved',
    withPlan(async ({ document, onDisk, tick: done }) => {
      const outcome = await done('k3f9');
      assert.deepEqual(outcome, { ok: true, written: 'saved', key: 'k3f9' });
      assert.equal(withoutDate(onDisk()), TICKED);
      assert.equal(document.isDirty, false);
    }),
  );

  it(
    'and has unsaved changes stays in the buffer, is said to be pending, and saves nothing that a person has not',
    withPlan(async ({ document, onDisk, tick: done }) => {
      await type(document, '- [ ] Half a thou');
      const outcome = await done('k3f9');
      assert.deepEqual(outcome, { ok: true, written: 'pending-save', key: 'k3f9' });
      assert.equal(withoutDate(document.getText()), `${TICKED}- [ ] Half a thou`);
      assert.equal(document.isDirty, true);
      assert.equal(onDisk(), PLAN);
    }),
  );

  it(
    'is undone alone, by one undo',
    withPlan(async ({ document, tick: done }) => {
      await type(document, '- [ ] Half a thou');
      await done('k3f9');
      await commands.executeCommand('undo');
      assert.equal(document.getText(), `${PLAN}- [ ] Half a thou`);
      await commands.executeCommand('redo');
      assert.equal(withoutDate(document.getText()), `${TICKED}- [ ] Half a thou`);
    }),
  );

  it(
    'with unsaved changes overwrites nothing that another program saved meanwhile',
    withPlan(async ({ file, document, onDisk, tick: done }) => {
      await type(document, '- [ ] Half a thou');
      const external = `${PLAN}- [ ] From another window\n`;
      writeFileSync(file, external);
      const outcome = await done('k3f9');
      assert.deepEqual(outcome, { ok: true, written: 'pending-save', key: 'k3f9' });
      assert.equal(onDisk(), external);
      assert.equal(withoutDate(document.getText()), `${TICKED}- [ ] Half a thou`);
    }),
  );

  it(
    'takes over what another window ticked in the moment before, which the editor has not noticed',
    withPlan(async ({ file, document, onDisk, tickHeld: done }) => {
      writeFileSync(file, PLAN.replace('[ ] Write', '[x] Write'));
      const outcome = await done('k3f9');
      assert.deepEqual(outcome, { ok: true, written: 'saved', key: 'k3f9' });
      assert.equal(withoutDate(onDisk()), TICKED.replace('[ ] Write', '[x] Write'));
      assert.equal(document.getText(), onDisk());
    }),
  );

  it(
    'lands where another program saves in the moment in which the editor is about to, and refuses',
    withPlan(async ({ file, document, onDisk, tickHeld: done }) => {
      const listener = workspace.onWillSaveTextDocument(() => {
        listener.dispose();
        appendFileSync(file, '- [ ] From another window\n');
      });
      const outcome = await done('k3f9');
      assert.deepEqual(outcome, { ok: true, written: 'saved', key: 'k3f9' });
      assert.equal(withoutDate(onDisk()), `${TICKED}- [ ] From another window\n`);
      assert.deepEqual([document.getText(), document.isDirty], [onDisk(), false]);
    }),
  );

  it(
    'leaves to a person what they typed while the editor refused to save',
    withPlan(async ({ file, document, onDisk, tickHeld: done }) => {
      const external = `${PLAN}- [ ] From another window\n`;
      const listener = workspace.onWillSaveTextDocument((event) => {
        listener.dispose();
        writeFileSync(file, external);
        event.waitUntil(
          Promise.resolve([TextEdit.insert(new Position(document.lineCount, 0), '- [ ] Half a thou')]),
        );
      });
      const outcome = await done('k3f9');
      assert.deepEqual(outcome, { ok: true, written: 'pending-save', key: 'k3f9' });
      assert.equal(onDisk(), external);
      assert.equal(withoutDate(document.getText()), `${TICKED}- [ ] Half a thou`);
    }),
  );

  it(
    'loses nothing that another program saved in the moment before',
    withPlan(async ({ file, document, onDisk, tick: done }) => {
      writeFileSync(file, `${PLAN}- [ ] From another window\n`);
      const outcome = await done('k3f9');
      assert.ok(outcome?.ok);
      assert.match(onDisk(), /From another window/);
      // Either the editor had read the other's text, or it refused to save over it and said so.
      const kept = outcome.written === 'saved' ? onDisk() : document.getText();
      assert.match(kept, /\[x\] Sign/);
      assert.equal(document.isDirty, outcome.written === 'pending-save');
    }),
  );

  it(
    'follows the line by its id when a checkout replaced the text',
    withPlan(async ({ file, document, onDisk, tickHeld: done }) => {
      const other = '## v2.0\n\n- [ ] Earlier ^zz99\n- [ ] Sign all installers ^k3f9\n';
      writeFileSync(file, other);
      await eventually('the editor to read the file again', () =>
        document.getText() === other ? true : undefined,
      );
      assert.ok((await done('k3f9')).ok);
      assert.equal(withoutDate(onDisk()), other.replace('[ ] Sign', '[x] Sign'));
    }),
  );

  it(
    'whose line is gone is refused, and the buffer stays as it was',
    withPlan(async ({ document, onDisk, tick: done }) => {
      const outcome = await done('aaaa');
      assert.ok(outcome && !outcome.ok);
      assert.equal(outcome.problem.code, 'line-not-found');
      assert.deepEqual([document.getText(), document.isDirty, onDisk()], [PLAN, false, PLAN]);
    }),
  );

  it(
    'whose file was removed is refused, and what the editor holds stays',
    withPlan(async ({ file, document, tick: done }) => {
      rmSync(file);
      const outcome = await done('k3f9');
      assert.ok(outcome && !outcome.ok);
      assert.deepEqual(outcome.problem, { code: 'file-missing', data: { path: 'MILESTONES.md' } });
      assert.deepEqual([document.getText(), existsSync(file)], [PLAN, false]);
    }),
  );

  it(
    'survives a formatter on save',
    withPlan(async ({ document, onDisk, tick: done }) => {
      const formatter = languages.registerDocumentFormattingEditProvider(
        { scheme: 'file', pattern: '**/buffers-*/MILESTONES.md' },
        {
          provideDocumentFormattingEdits: (one) => [
            TextEdit.replace(
              new Range(0, 0, one.lineCount, 0),
              one.getText().replaceAll(/^- /gm, '* ').replaceAll('^', '  ^'),
            ),
          ],
        },
      );
      const settings = workspace.getConfiguration('editor', document.uri);
      await settings.update('formatOnSave', true, ConfigurationTarget.Global);
      try {
        const outcome = await done('k3f9');
        assert.deepEqual(outcome, { ok: true, written: 'saved', key: 'k3f9' });
        assert.match(onDisk(), /^\* \[x\] Sign the installers .*\^k3f9$/m);
        assert.ok((await done('p2xa'))?.ok);
        assert.match(onDisk(), /^\* \[x\] Write the notes .*\^p2xa$/m);
      } finally {
        await settings.update('formatOnSave', undefined, ConfigurationTarget.Global);
        formatter.dispose();
      }
    }),
  );
});

describe('a tick by command', () => {
  const file = path.join(root, 'MILESTONES.md');
  let before = '';
  const done = (key: string) =>
    commands.executeCommand('cairn.done', { node: { target: { kind: 'line', root, key } } });
  const refreshed = () => commands.executeCommand('cairn.refresh');

  beforeEach(async () => {
    await cairn().activate();
    before = readFileSync(file, 'utf8');
    writeFileSync(file, `${before}\n## Tested\n\n- [ ] A line to tick ^tt77\n`);
    await refreshed();
  });
  afterEach(async () => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, before);
    await refreshed();
  });

  it('lands in the file that is open nowhere', async () => {
    await eventually('the tick', async () => {
      await done('tt77');
      return /\[x\] A line to tick/.test(readFileSync(file, 'utf8')) ? true : undefined;
    });
  });

  it('does not bring back a plan that was removed', async () => {
    rmSync(file);
    await done('tt77');
    assert.equal(existsSync(file), false);
  });

  it('does not bring back a removed plan that is still open', async () => {
    const document = await workspace.openTextDocument(Uri.file(file));
    await window.showTextDocument(document);
    try {
      rmSync(file);
      await done('tt77');
      assert.equal(existsSync(file), false);
      assert.match(document.getText(), /A line to tick/);
    } finally {
      writeFileSync(file, before);
      await window.showTextDocument(document);
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });
});
