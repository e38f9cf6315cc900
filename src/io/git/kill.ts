import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Kills a process that leads its own group, with the whole group. */
export function killGroup(pid: number): void {
  if (process.platform === 'win32') taskkill(pid);
  else killQuietly(-pid);
}

/** Kills a process of our own group, with its descendants. Resolves when the signals are sent. */
export async function killTree(pid: number): Promise<void> {
  if (process.platform === 'win32') {
    taskkill(pid);
    return;
  }
  for (const each of [pid, ...descendantsOf(pid, await processTable())]) killQuietly(each);
}

type ProcessTable = ReadonlyArray<readonly [pid: number, parent: number]>;

/** Linux tells it at once, without a process that would have to be started on a machine that may be busy. */
function processTable(): ProcessTable | Promise<ProcessTable> {
  return process.platform === 'linux' ? tableOfProc() : tableOfPs();
}

function tableOfProc(): ProcessTable {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => [Number(pid), parentOf(pid)] as const);
}

/** 0 where the process has ended in the meantime. */
function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in parentheses, which may hold anything (proc(5)).
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

/** Empty where `ps` fails: then the process itself is killed alone. */
function tableOfPs(): Promise<ProcessTable> {
  return new Promise((resolve) => {
    execFile('ps', ['-A', '-o', 'pid=,ppid='], { timeout: 150 }, (_, stdout) => {
      const rows = stdout.split('\n').map((row) => row.trim().split(/\s+/).map(Number));
      resolve(rows.flatMap(([pid, parent]) => (pid && parent ? [[pid, parent] as const] : [])));
    });
  });
}

function descendantsOf(pid: number, table: ProcessTable): ReadonlySet<number> {
  const found = new Set([pid]);
  // A set is walked in the order of insertion, what is added meanwhile included.
  for (const ancestor of found) {
    for (const [child, parent] of table) if (parent === ancestor) found.add(child);
  }
  found.delete(pid);
  return found;
}

function taskkill(pid: number): void {
  const program = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
  spawn(program, ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it ended in the meantime, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
