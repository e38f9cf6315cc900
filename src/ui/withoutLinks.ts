/**
 * Notifications, and the prompts of input boxes, draw `[text](command:…)` as a link that runs the command when it is
 * clicked (the editor's linkedText.ts): in text that others wrote it stays text.
 */
export const withoutLinks = (text: string): string => text.replaceAll('](', ']\u200b(');
