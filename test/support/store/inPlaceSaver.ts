// node inPlaceSaver.mjs <plan> <saves>: saves the plan in place (emptied, then filled) as many times, each save a whole
// plan that names its number. Before the next save it looks whether the last one is there: a save that met the rename
// of an edit may come back a moment later, and is said to be "late <n> <milliseconds>"; one that does not come back is
// "gone <n>". What Cairn added meanwhile it overwrites, as such editors do.
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { savedPlan } from './savedPlan.ts';

/** Milliseconds. */
const PATIENCE = 5000;

const [plan = '', saves = ''] = process.argv.slice(2);

for (let n = 1; n <= Number(saves); n++) {
  await writeFile(plan, savedPlan(n));
  await sleep(40 + Math.random() * 40);
  const looked = performance.now();
  let late = false;
  for (
    let text = await readFile(plan, 'utf8');
    !text.includes(`save ${n},`);
    text = await readFile(plan, 'utf8')
  ) {
    late = true;
    if (performance.now() - looked > PATIENCE) {
      process.stdout.write(`gone ${n} ${JSON.stringify(text.slice(0, 60))}\n`);
      break;
    }
    await sleep(1);
  }
  if (late) process.stdout.write(`late ${n} ${(performance.now() - looked).toFixed(0)}\n`);
}
