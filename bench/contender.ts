import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Request, Result } from './speed/measured.ts';
import { runContender } from './speed/runContender.ts';

/** One contender in a process of its own: `contender.mjs REQUEST`, whose last act is to print its result. */
const request = JSON.parse(process.argv[2] ?? '') as Request;
const delay = monitorEventLoopDelay({ resolution: 1 });
let started = 0;
let ms = 0;
/** The monitor looks from time to time: the slice that ends with the work itself is told by the last look before it. */
let looked = 0;
let lastSlice = 0;
const looking = setInterval(() => {
  looked = performance.now();
}, 1).unref();
const figures = await runContender(request, {
  start() {
    delay.enable();
    started = performance.now();
    looked = started;
  },
  stop() {
    ms = performance.now() - started;
    lastSlice = performance.now() - looked;
    delay.disable();
    clearInterval(looking);
  },
});
const result: Result = {
  ms,
  // The monitor counts the wait for its own timer, of one millisecond.
  longestSlice: Math.max(lastSlice, delay.max / 1e6 - 1),
  peakMemory: process.resourceUsage().maxRSS / 1024,
  figures,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
