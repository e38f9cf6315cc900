import { applyChanges } from '../applyChanges.ts';
import { attributeChanges } from '../edits/tokens.ts';
import type { AttributeKey, Attributes, LineSpans, Span } from '../model.ts';
import type { TextChange } from '../planEdit.ts';
import { mergeAttributes } from './attributeRules.ts';
import { mergeSequences } from './mergeSequences.ts';
import { stateOf } from './nodes.ts';
import type { MergeNote } from './outcome.ts';
import type { LineFacts, TreeNode } from './readTree.ts';
import { changed } from './rows.ts';

/** A plan line that both sides changed, as one text, or as two where both reworded it. */
export interface MergedLine {
  readonly node: TreeNode;
  readonly text: string;
  readonly other: { readonly node: TreeNode; readonly text: string } | null;
  readonly notes: readonly MergeNote[];
}

/** A node whose facts are known. */
type PlanNode = TreeNode & { readonly facts: LineFacts };

/** Merges box, title, attributes and id each for itself (docs/plan-merge.md). Null where a version is no plan line. */
export function mergeLine(base: TreeNode | null, one: TreeNode, two: TreeNode): MergedLine | null {
  if (!isPlanNode(one) || !isPlanNode(two) || one.facts.kind !== two.facts.kind) return null;
  const before = base !== null && isPlanNode(base) ? base : null;
  const notes: MergeNote[] = [];
  const state = mergeState(before, one, two, notes);
  const id = mergeId(before, one, two, notes);
  const facts = { ...state, id };
  const title = mergeTitle(before, one, two);
  const words = [titleOf(one), titleOf(two)].map(collapsed);
  const rest = mergeRest(before, one, two);
  if (title === null || rest === null) {
    notes.push({ code: 'title-conflict', data: inOrder({ title: one.title, other: two.title }) });
    const text = (node: PlanNode) => rewritten(node, { ...facts, title: titleOf(node) });
    return { node: one, text: text(one), other: { node: two, text: text(two) }, notes };
  }
  const start = collapsed(title) === words[1] && words[0] !== words[1] ? two : one;
  const own = collapsed(title) === collapsed(titleOf(start)) ? titleOf(start) : title;
  const lead = changed(before === null ? leadOf(one) : leadOf(before), leadOf(one), leadOf(two));
  return { node: start, text: rewritten(start, { ...facts, title: own, lead, rest }), other: null, notes };
}

function isPlanNode(node: TreeNode): node is PlanNode {
  return node.facts !== null;
}

interface State {
  readonly ticked: boolean;
  readonly attributes: Attributes;
}

/** `done:` and `status:` belong to the box: they come from the side whose box it is. */
function mergeState(before: PlanNode | null, one: PlanNode, two: PlanNode, notes: MergeNote[]): State {
  const attributesOf = (node: PlanNode | null): Attributes => node?.facts.draft.tail.attributes ?? {};
  const [a, b] = [stateOf(one), stateOf(two)];
  const was = before === null ? null : stateOf(before);
  const { attributes, conflicts } = mergeAttributes(
    attributesOf(before),
    attributesOf(one),
    attributesOf(two),
  );
  const merged = { ...attributes };
  let ticked = one.facts.ticked;
  let isOfOne: boolean | null = null;
  if (a !== b) {
    isOfOne = a === was || b === was ? b === was : rank(a) > rank(b);
    if (a !== was && b !== was) {
      const [kept, other] = isOfOne ? [a, b] : [b, a];
      notes.push({ code: 'state', data: { title: one.title, kept: String(kept), other: String(other) } });
    }
    const winner = isOfOne ? one : two;
    ticked = winner.facts.ticked;
    for (const key of ['done', 'status'] as const) {
      const value = attributesOf(winner)[key];
      if (value === undefined) delete merged[key];
      else merged[key] = value;
    }
  }
  for (const { key, kept, other } of conflicts) {
    if (isOfOne !== null && (key === 'done' || key === 'status')) continue;
    notes.push({ code: 'attribute', data: { title: one.title, key, kept, other } });
  }
  return { ticked, attributes: merged };
}

/** Work that was done is done, whoever dropped or reopened it. */
function rank(state: ReturnType<typeof stateOf>): number {
  return state === 'done' ? 2 : state === 'dropped' ? 1 : 0;
}

function mergeId(before: PlanNode | null, one: PlanNode, two: PlanNode, notes: MergeNote[]): string | null {
  const was = before?.id ?? null;
  if (one.id === two.id || two.id === was) return one.id;
  if (one.id === was) return two.id;
  if (one.id === null || two.id === null) return one.id ?? two.id;
  const [kept, other] = one.id < two.id ? [one.id, two.id] : [two.id, one.id];
  notes.push({ code: 'two-ids', data: { title: one.title, kept, other } });
  return kept;
}

/** Word by word; null where both sides changed the same words. */
function mergeTitle(before: PlanNode | null, one: PlanNode, two: PlanNode): string | null {
  const [was, a, b] = [before === null ? '' : titleOf(before), titleOf(one), titleOf(two)];
  if (collapsed(a) === collapsed(b) || collapsed(b) === collapsed(was)) return a;
  if (collapsed(a) === collapsed(was)) return b;
  if (before === null) return null;
  const [ofBase, ofOne, ofTwo] = [was, a, b].map(wordsOf);
  const chunks = mergeSequences(ofBase ?? [], ofOne ?? [], ofTwo ?? []);
  if (chunks.some(({ kind }) => kind === 'conflict')) return null;
  const words = chunks.flatMap(({ kind, one: inOne, two: inTwo }) =>
    kind === 'two' ? ofTwo?.slice(inTwo.start, inTwo.end) : ofOne?.slice(inOne.start, inOne.end),
  );
  const title = words.join('').trim();
  return title === '' || /[\r\n]/.test(title) ? null : title;
}

/** Each word with the white space before it, so that a word that went takes its own with it. */
function wordsOf(title: string): string[] {
  return title.match(/\s*\S+/gu) ?? [];
}

function titleOf({ facts, text }: PlanNode): string {
  const { start, end } = facts.draft.titleSpan;
  return text.slice(start - facts.from, end - facts.from);
}

function collapsed(title: string): string {
  return title.replace(/\s+/gu, ' ').trim();
}

/** What stands before the title of a heading: its marks, and `Milestone:`. */
function leadOf({ facts, text }: PlanNode): string | null {
  return facts.kind === 'heading' ? text.slice(0, facts.draft.titleSpan.start - facts.from) : null;
}

/** What stands behind attributes and id: a comment, a hard break. Null where both sides changed it. */
function mergeRest(before: PlanNode | null, one: PlanNode, two: PlanNode): string | null {
  const [a, b] = [restOf(one), restOf(two)];
  const was = before === null ? '' : restOf(before);
  return a !== b && a !== was && b !== was ? null : changed(was, a, b);
}

function restOf({ facts, text }: PlanNode): string {
  return text.slice(facts.draft.tail.insertAt - facts.from);
}

interface NewLine extends State {
  readonly id: string | null;
  readonly title: string;
  readonly lead?: string | null;
  readonly rest?: string;
}

/** The node's own text with these facts and nothing else changed. */
function rewritten({ text, facts, id }: PlanNode, wanted: NewLine): string {
  const { draft, from } = facts;
  const local = ({ start, end }: Span): Span => ({ start: start - from, end: end - from });
  const spans: LineSpans = {
    whole: local(draft.whole),
    block: local(draft.block),
    box: draft.box === null ? null : local(draft.box),
    title: local(draft.titleSpan),
    insertAt: draft.tail.insertAt - from,
    attributes: draft.tail.tokens.map(({ key, span }) => ({ key, span: local(span) })),
    id: draft.tail.idSpan === null ? null : local(draft.tail.idSpan),
  };
  const changes: TextChange[] = [];
  if (wanted.lead != null) changes.push({ start: 0, end: spans.title.start, text: wanted.lead });
  if (spans.box !== null && facts.ticked !== wanted.ticked) {
    changes.push({ ...spans.box, text: wanted.ticked ? 'x' : ' ' });
  }
  changes.push({ ...spans.title, text: wanted.title });
  changes.push(
    ...attributeChanges(text, spans, attributeDifference(draft.tail.attributes, wanted.attributes)),
  );
  if (wanted.rest !== undefined) changes.push({ start: spans.insertAt, end: text.length, text: wanted.rest });
  if (wanted.id !== id && wanted.id !== null) {
    const place = spans.id ?? { start: spans.insertAt, end: spans.insertAt };
    changes.push({ ...place, text: spans.id === null ? ` ^${wanted.id}` : `^${wanted.id}` });
  } else if (wanted.id === null && spans.id !== null) {
    const before = text.slice(0, spans.id.start).trimEnd().length;
    changes.push({ start: before, end: spans.id.end, text: '' });
  }
  return applyChanges(text, changes);
}

function attributeDifference(from: Attributes, to: Attributes) {
  const set: Partial<Record<AttributeKey, string>> = {};
  for (const [key, value] of Object.entries(to) as Array<[AttributeKey, string]>) {
    if (from[key] !== value) set[key] = value;
  }
  const remove = (Object.keys(from) as AttributeKey[]).filter((key) => to[key] === undefined);
  return { set, remove };
}

function inOrder({ title, other }: { title: string; other: string }): { title: string; other: string } {
  return title <= other ? { title, other } : { title: other, other: title };
}
