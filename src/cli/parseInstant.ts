import { UsageError } from './usageError.ts';

const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** An ISO date or time. Without a zone it is the machine's own; a bare date is its first moment. */
export function parseInstant(option: string, text: string): { seconds: number; offsetMinutes: number } {
  const found = ISO.exec(text);
  const date = new Date(found && !text.includes('T') ? `${text}T00:00` : text);
  if (!found || Number.isNaN(date.getTime())) {
    throw new UsageError(
      `--${option} takes an ISO date or time such as 2026-11-20T09:00+01:00, got "${text}"`,
    );
  }
  return { seconds: Math.floor(date.getTime() / 1000), offsetMinutes: offsetOf(found[1], date) };
}

function offsetOf(zone: string | undefined, date: Date): number {
  if (zone === undefined) return -date.getTimezoneOffset();
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
}
