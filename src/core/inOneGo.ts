/** Runs work that comes in steps to its end, where nobody else waits for the thread. */
export function inOneGo<T>(steps: Generator<undefined, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
