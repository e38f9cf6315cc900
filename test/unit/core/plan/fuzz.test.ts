import assert from 'node:assert/strict';
import { createContext, Script } from 'node:vm';
import fc from 'fast-check';
import { applyChanges } from '../../../../src/core/plan/applyChanges.ts';
import { linesOf, tasksOf } from '../../../../src/core/plan/edits/findLine.ts';
import { removeAttribute, setAttribute } from '../../../../src/core/plan/edits/setAttribute.ts';
import { tick, untick } from '../../../../src/core/plan/edits/tick.ts';
import { spansIn } from '../../../../src/core/plan/lineSpans.ts';
import type { PlanFile, PlanItem } from '../../../../src/core/plan/model.ts';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';
import type { PlanEdit } from '../../../../src/core/plan/planEdit.ts';
import { reparsePlanFile } from '../../../../src/core/plan/reparse.ts';
import { decode } from '../../../../src/io/store/decode.ts';
import { anyBytes, constructedText } from '../../../support/planFuzz.ts';
import { checkSpans } from '../../../support/planSpans.ts';
import { figure, times } from '../../../support/torture.ts';

/** How long both together try; `CAIRN_FUZZ_SECONDS` and `CAIRN_FUZZ_SEED` set the two. */
const SECONDS = Number(process.env['CAIRN_FUZZ_SECONDS'] ?? times(6, 600));
const SEED = Number(process.env['CAIRN_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Where an input ends that does not end by itself. */
const DEADLINE_MS = 20_000;

/** Processor time for one reading: some ten times what the slowest linear kinds of text take. */
const limitMs = (text: string): number => 500 + text.length * 0.01;

/** Reads plans in linear time: a reading that does not end is ended, and the slowest is kept in mind. */
class Reader {
  slowest = { ms: 0, length: 0 };
  #text = '';
  #file: PlanFile | undefined;
  readonly #script = new Script('read()');
  readonly #context = createContext({
    read: () => {
      this.#file = parsePlanFile('PLAN.md', this.#text);
    },
  });

  parse(text: string): PlanFile {
    this.#text = text;
    const before = process.cpuUsage();
    this.#script.runInContext(this.#context, { timeout: DEADLINE_MS });
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    if (ms > this.slowest.ms) this.slowest = { ms, length: text.length };
    assert.ok(ms < limitMs(text), `${text.length} characters took ${ms.toFixed(0)} ms`);
    assert.ok(this.#file);
    return this.#file;
  }
}

/** What holds of any text: places in it, and edits that can be taken back without a trace. */
function keepsPromises(reader: Reader, text: string, choice: number): void {
  const file = reader.parse(text);
  assert.equal(file.text, text);
  checkSpans(file);
  placesAreInText(file);
  isReadAgain(reader, file, choice);
  if (!file.writable) return;
  const tasks = tasksOf(file);
  const task = tasks[choice % Math.max(1, tasks.length)];
  if (task) isTakenBack(reader, file, task.line);
}

function placesAreInText({ text, milestones, objectives, problems, ...file }: PlanFile): void {
  const rows = text.split(/\r\n|\r|\n/);
  const found = linesOf({ text, milestones, objectives, problems, ...file });
  for (const { line } of found) assert.ok(line.line >= 1 && line.line <= rows.length);
  for (const { line, column } of problems) {
    const row = rows[line - 1];
    // A byte-order mark is no column.
    assert.ok(row !== undefined && column >= 1 && column <= row.length + 1, `${line}:${column} is outside`);
  }
}

const PIECES = [
  '',
  'x',
  ' ',
  '\n',
  ']',
  '^k3f9',
  ' est:5m',
  '\t',
  '`',
  '# ',
  '- [ ] ',
  '<!--',
  '\u00a0',
  '\r',
];

/** What is taken over from an earlier reading after a small change is what a new reading gives. */
function isReadAgain(reader: Reader, file: PlanFile, choice: number): void {
  const { text } = file;
  // Twice in a row, since a reading may rest on one that rests on another.
  const once = changed(text, choice);
  const again = changed(once, choice * 31 + 7);
  const read = reparsePlanFile(file, once);
  assert.deepEqual(read, reader.parse(once));
  assert.deepEqual(reparsePlanFile(read, again), reader.parse(again));
}

/** The text with a piece put in, and none to three characters taken out, somewhere. */
function changed(text: string, choice: number): string {
  const at = (choice * 7919) % (text.length + 1);
  return text.slice(0, at) + PIECES[choice % PIECES.length] + text.slice(at + (choice % 4));
}

function isTakenBack(reader: Reader, file: PlanFile, line: PlanItem): void {
  const { box } = spansIn(file, line);
  const { done, status } = line.attributes;
  const isOpen = !line.done && box !== null && file.text[box.start] === ' ';
  // Unticking takes away what only a ticked line has.
  if (isOpen && done === undefined && status !== 'dropped') {
    undoes(reader, file, tick(line.key, '2026-11-22'), (key) => untick(key));
  }
  if (line.attributes.why === undefined) {
    undoes(reader, file, setAttribute(line.key, 'why', 'a reason'), (key) => removeAttribute(key, 'why'));
  }
  const none = line.done ? tick(line.key, '2026-11-22') : untick(line.key);
  const outcome = none(file);
  if (outcome.ok && !line.dropped) assert.equal(applyChanges(file.text, outcome.changes), file.text);
}

/** An edit may be refused; the one that takes it back may not. */
function undoes(reader: Reader, file: PlanFile, edit: PlanEdit, inverse: (key: string) => PlanEdit): void {
  const done = edit(file);
  if (!done.ok) return;
  const after = reader.parse(applyChanges(file.text, done.changes));
  const back = inverse(done.key)(after);
  assert.ok(back.ok, back.ok ? '' : JSON.stringify(back.problem));
  assert.equal(applyChanges(after.text, back.changes), file.text);
}

/** Through the reading of files: text whose bytes are the file's, or a reason. */
function bytesKeepPromises(reader: Reader, bytes: Uint8Array, choice: number): void {
  const decoded = decode(bytes);
  if (decoded.ok) {
    assert.ok(Buffer.from(decoded.text, 'utf8').equals(bytes), 'decoding is its own inverse');
    keepsPromises(reader, decoded.text, choice);
  } else {
    const rows = Buffer.from(bytes).toString('latin1').split('\n');
    const { line, column, data } = decoded.problem;
    assert.ok(column >= 1 && column <= (rows[line - 1]?.length ?? -1) + 1, `${line}:${column} is outside`);
    assert.ok(data.offset < bytes.length);
    keepsPromises(reader, new TextDecoder().decode(bytes), choice);
  }
}

describe('the parser', function () {
  this.timeout((SECONDS + 120) * 1000);

  function fuzz<T>(
    what: string,
    inputs: fc.Arbitrary<T>,
    check: (reader: Reader, input: T, choice: number) => void,
  ): void {
    it(`keeps its promises on ${what} (${SECONDS / 2} s, CAIRN_FUZZ_SEED=${SEED})`, async () => {
      let count = 0;
      const reader = new Reader();
      const property = fc.property(inputs, fc.nat({ max: 1000 }), (input, choice) => {
        count += 1;
        check(reader, input, choice);
      });
      fc.assert(property, {
        ...{ seed: SEED, numRuns: Number.MAX_SAFE_INTEGER },
        ...{ interruptAfterTimeLimit: SECONDS * 500, markInterruptAsFailure: false },
      });
      assert.ok(count > 0);
      const { ms, length } = reader.slowest;
      const measured = `${count} inputs in ${SECONDS / 2} s (seed ${SEED}), slowest ${ms.toFixed(0)} ms for ${length} characters`;
      await figure('P5', `parser fuzz: ${what}`, measured);
    });
  }

  fuzz('random and damaged bytes', anyBytes, bytesKeepPromises);
  fuzz('whatever plans are made of', constructedText, keepsPromises);
});
