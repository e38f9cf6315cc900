/** What a command sees of the process: handed in, so that tests can run commands without one. */
export interface Terminal {
  readonly cwd: string;
  write(text: string): void;
  /** Everything that is not data. */
  warn(text: string): void;
  readInput(): Promise<string>;
  readonly now: { readonly seconds: number; readonly offsetMinutes: number };
}

// C0 and C1 controls but tab and line break, and the bidirectional controls: text of plans and commits is data, and
// must not move the cursor, ring, recolour or reorder what a person reads.
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what it looks for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from a plan or a commit, made safe to print. */
export const printable = (text: string): string => text.replace(CONTROLS, '\ufffd');
