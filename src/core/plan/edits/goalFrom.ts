import type { NewItem } from './addItem.ts';

/** "Wire signing into the build est:15m", one line of text: the time is an attribute when it stands last. */
export function goalFrom(written: string): NewItem {
  const [, title, est] = /^(.*\S)\s+est:(\d\w*)$/.exec(written) ?? [];
  return title && est ? { title, attributes: { est } } : { title: written };
}
