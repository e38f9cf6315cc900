import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Request, Result } from './speed/measured.ts';
import { runContender } from './speed/runContender.ts';

/** One contender in a process of its own: `contender.mjs REQUEST`, whose last act is to print its result. */
const request = JSON.parse(process.argv[2] ?? '') as Request;
const delay = monitorEventLoopDelay({ resolution: 1 });
let started = 0;
let ms = 0;
const figures = await runContender(request, {
  start() {
    delay.enable();
    started = performance.now();
  },
  stop() {
    ms = performance.now() - started;
    delay.disable();
  },
});
const result: Result = {
  ms,
  // The monitor counts the wait for its own timer, of one millisecond.
  longestSlice: Math.max(0, delay.max / 1e6 - 1),
  peakMemory: process.resourceUsage().maxRSS / 1024,
  figures,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
