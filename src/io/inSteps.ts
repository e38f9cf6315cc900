import { setImmediate } from 'node:timers/promises';

/** Runs a long piece of work to its end, and lets others run between its steps. */
export async function inSteps<T>(steps: Generator<undefined, T>): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await setImmediate();
  }
}
