/** What a command sees of the process: handed in, so that tests can run commands without one. */
export interface Terminal {
  readonly cwd: string;
  /** How this program is started, as words of a command. */
  readonly program: readonly string[];
  /** Data. */
  write(text: string): void;
  /** Everything that is not data. */
  warn(text: string): void;
  /** Where personal data lives. */
  readonly dataFolder: string;
  /** Where the index of history is kept. */
  readonly cacheFolder: string;
  readInput(): Promise<string>;
  now(): { readonly seconds: number; readonly offsetMinutes: number };
}
