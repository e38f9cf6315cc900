import type { Texts } from '../text.ts';
import type { Options } from './options.ts';
import type { Place } from './readFacts.ts';
import type { Terminal } from './terminal.ts';

/** What a command is given; it answers with its exit status. */
export interface CommandContext {
  readonly options: Options;
  readonly place: Place;
  readonly terminal: Terminal;
  readonly texts: Texts;
}
