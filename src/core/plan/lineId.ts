const MAX_ID_LENGTH = 100;

/** A valid id, generated or written by hand: letters, digits, `-` and `_`, at least two, at least one of them a letter. */
export function isLineId(text: string): boolean {
  return (
    text.length >= 2 &&
    text.length <= MAX_ID_LENGTH &&
    /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(text) &&
    /[A-Za-z]/.test(text)
  );
}
