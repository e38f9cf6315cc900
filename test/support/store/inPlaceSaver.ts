// node inPlaceSaver.mjs <plan> <saves>: saves the plan in place (emptied, then filled) as many times, each save a whole
// plan that names its number. Before the next save it looks whether the last one is still there, and says "gone <n>"
// when it is not. What Cairn added meanwhile it overwrites, as such editors do.
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { savedPlan } from './savedPlan.ts';

const [plan = '', saves = ''] = process.argv.slice(2);

for (let n = 1; n <= Number(saves); n++) {
  await writeFile(plan, savedPlan(n));
  await sleep(40 + Math.random() * 40);
  const text = await readFile(plan, 'utf8');
  if (!text.includes(`save ${n},`)) process.stdout.write(`gone ${n} ${JSON.stringify(text.slice(0, 60))}\n`);
}
