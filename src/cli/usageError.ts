/** Wrong usage: exit status 2 and one line that says what and how to mend it. */
export class UsageError extends Error {}
