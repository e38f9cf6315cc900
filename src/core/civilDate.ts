import type { CivilDate, GitTime } from './time.ts';

/** Days of 0000-01-01 and 9999-12-31 counted from 1970-01-01: what four-digit years can name. */
const FIRST_DAY = -719_528;
const LAST_DAY = 2_932_896;

const DAYS_PER_ERA = 146_097;
const SECONDS_PER_DAY = 86_400;

/** The text as a civil date where it is one of the Gregorian calendar (`2028-02-29`, never `2027-02-29`), else null. */
export function parseCivilDate(text: string): CivilDate | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const valid = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return valid ? text : null;
}

/**
 * Days since 1970-01-01, negative before it.
 * The algorithm is Howard Hinnant's days_from_civil (https://howardhinnant.github.io/date_algorithms.html).
 * @throws RangeError on a text that `parseCivilDate` refuses
 */
export function toDayNumber(date: CivilDate): number {
  if (parseCivilDate(date) === null) {
    throw new RangeError(`expected a civil date as YYYY-MM-DD, got ${JSON.stringify(date)}`);
  }
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(date.slice(8, 10)) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - 719_468;
}

/** The inverse of `toDayNumber` (Hinnant's civil_from_days); days outside the years 0000–9999 give the nearest date. */
export function fromDayNumber(days: number): CivilDate {
  const shifted = Math.min(LAST_DAY, Math.max(FIRST_DAY, Math.floor(days))) + 719_468;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** Whole days from `from` to `to`; negative where `to` is the earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** 1 (Monday) to 7 (Sunday), as in ISO 8601. */
export function weekday(date: CivilDate): number {
  // 1970-01-01 was a Thursday.
  return ((((toDayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The date that a calendar showed where and when the time was recorded, at the time's own offset. */
export function civilDateAt(time: GitTime): CivilDate {
  return fromDayNumber((time.seconds + time.offsetMinutes * 60) / SECONDS_PER_DAY);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
