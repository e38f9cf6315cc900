// node planWriter.mjs <root> <writer> <count>: appends lines "- [ ] <writer>-<n>" to the plan, one edit each, and says
// "ack <writer>-<n> <milliseconds>" for each that was acknowledged. Waits for its input to end before it starts.
import { writeSync } from 'node:fs';
import path from 'node:path';
import { PlanStore } from '../../../src/io/store/planStore.ts';
import { appending, PLAN } from './planFolder.ts';

const [root = '', writer = '', count = ''] = process.argv.slice(2);
const store = new PlanStore({ root, lockBase: path.join(root, '.git') });

// A synchronous write: what was acknowledged was said, however the process ends.
const say = (line: string) => writeSync(1, `${line}\n`);

say('ready');
for await (const _ of process.stdin);
for (let n = 1; n <= Number(count); n++) {
  const name = `${writer}-${n}`;
  const started = performance.now();
  const result = await store.edit(PLAN, appending(`- [ ] ${name}`));
  const elapsed = performance.now() - started;
  say(result.ok ? `ack ${name} ${elapsed.toFixed(1)}` : `refused ${name} ${JSON.stringify(result.problem)}`);
}
