import type { SourceLines } from './sourceLines.ts';

/** The plan as read from Markdown: what every other part of Cairn agrees on. */

/** The closed set of attribute keys (docs/plan-format.md). */
export const ATTRIBUTE_KEYS = [
  'due',
  'done',
  'plan',
  'start',
  'est',
  'impact',
  'effort',
  'kr',
  'after',
  'paths',
  'when',
  'every',
  'owner',
  'status',
  'why',
] as const;

export type AttributeKey = (typeof ATTRIBUTE_KEYS)[number];

/** Unquoted, validated texts by key; `est` is kept as written ("15m", "1h30m"). */
export type Attributes = Readonly<Partial<Record<AttributeKey, string>>>;

/** Half-open range of UTF-16 offsets into the file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The identity of a plan line in this snapshot: its id where it has one, else its path, heading path, title and
 * occurrence among equals, joined by NUL. Stable over edits elsewhere in the file.
 */
export type LineKey = string;

/** `#12` or a full issue or pull-request address in an item's text. `repository` is null for a bare number. */
export interface Reference {
  readonly number: number;
  readonly repository: string | null;
}

/**
 * Where the parts of a plan line stand, so that an edit can rewrite them and nothing else. All offsets count from one
 * place: in `rowSpans` from where the line's first row begins, in what `spansIn` gives from where the text does.
 */
export interface LineSpans {
  /** From the line's first character to the end of its first paragraph's last line, line break excluded. */
  readonly whole: Span;
  /** The single character between the brackets; null for headings and key results. */
  readonly box: Span | null;
  /** Title as written, attributes and id excluded. */
  readonly title: Span;
  /** Where attributes and id go: end of the content, before a hard break's spaces, a comment or closing `##`. */
  readonly insertAt: number;
  /** Each attribute token as written, in order. */
  readonly attributes: ReadonlyArray<{ readonly key: AttributeKey; readonly span: Span }>;
  /** The `^id` token. */
  readonly id: Span | null;
  /** The whole list item with everything nested in it, up to and including its last line break. */
  readonly block: Span;
}

interface PlanLine {
  readonly id: string | null;
  readonly key: LineKey;
  readonly title: string;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly attributes: Attributes;
  readonly references: readonly Reference[];
  /** Titles of the headings above, outermost first. */
  readonly headingPath: readonly string[];
  /** Counted from the beginning of the row, so that a line is the same object whatever grows above it. */
  readonly rowSpans: LineSpans;
}

/** A task line: a checklist item, or, as one of another's `goals`, a micro-goal. */
export interface PlanItem extends PlanLine {
  readonly kind: 'item' | 'goal';
  /** Ticked. A dropped item is ticked too, and outside all totals. */
  readonly done: boolean;
  readonly dropped: boolean;
  /** Micro-goals of an item; the deeper lines of a micro-goal. */
  readonly goals: readonly PlanItem[];
}

/** A milestone, or one of its checkpoints, which may nest. */
export interface Milestone extends PlanLine {
  readonly kind: 'milestone' | 'checkpoint';
  /** ISO date, from `due:`. */
  readonly due: string | null;
  /** The title of the `Objective:` heading above it. */
  readonly objective: string | null;
  readonly items: readonly PlanItem[];
  readonly checkpoints: readonly Milestone[];
}

/** `- KR: complaints 14 -> 0 (now 9) ^kr-complaints`; the numbers are null where the line names none. */
export interface KeyResult extends PlanLine {
  readonly from: number | null;
  readonly to: number | null;
  readonly now: number | null;
}

export interface Objective extends PlanLine {
  readonly keyResults: readonly KeyResult[];
}

export type PlanProblemCode =
  | 'conflict-markers'
  | 'undecodable'
  | 'too-large'
  | 'unreadable'
  | 'duplicate-id'
  | 'invalid-attribute'
  | 'duplicate-attribute'
  | 'unknown-after'
  | 'circular-after'
  | 'unknown-kr';

export interface PlanProblem {
  readonly code: PlanProblemCode;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  /** What the sentence for this code needs: the id, the key, the value, the expected form. */
  readonly data: Readonly<Record<string, string | number>>;
}

/** One plan file. `writable` is false where an edit would have to guess (conflict markers, undecodable, too large). */
export interface PlanFile {
  readonly path: string;
  readonly text: string;
  readonly lines: SourceLines;
  readonly writable: boolean;
  readonly milestones: readonly Milestone[];
  readonly objectives: readonly Objective[];
  readonly problems: readonly PlanProblem[];
}

/** All plan files of one repository, in the order of their paths in `cairn.planFiles`. */
export interface Plan {
  readonly files: readonly PlanFile[];
}
