// Builds the sample: a repository with a believable history, whose dates are relative to now (sampleStory.mjs tells
// it). All of it is written by one `git fast-import`.
import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { me, PLAN, tellStory } from './sampleStory.mjs';

/** @typedef {Map<string, string>} Tree the files of a commit */
/** @typedef {(tree: Tree, date: string) => void} Change what a commit does to the files; date is the author's, ISO */
/** @typedef {{ name: string, email: string, zone?: number }} Person zone: minutes east of UTC; without it, as here */
/** @typedef {[Date, string, ...Change[]]} Step */
/** @typedef {ReturnType<typeof startStory>['story']} Story */

const DAY = 24 * 60 * 60 * 1000;

/** @param {Date} now */
const daysBefore = (now, /** @type {number} */ days) =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);

/** Local midnight of the nth working day (Monday to Friday) before today. */
function workdayBefore(/** @type {Date} */ now, /** @type {number} */ nth) {
  let day = daysBefore(now, 0);
  for (let left = nth, back = 1; left > 0; back++) {
    day = daysBefore(now, back);
    if (day.getDay() !== 0 && day.getDay() !== 6) left--;
  }
  return day;
}

/** @param {Date} instant @param {number} zone */
const isoDate = (instant, zone) => new Date(instant.getTime() + zone * 60_000).toISOString().slice(0, 10);

/** @param {number} zone */
const gitZone = (zone) => {
  const size = Math.abs(zone);
  const hours = String(Math.trunc(size / 60)).padStart(2, '0');
  return `${zone < 0 ? '-' : '+'}${hours}${String(size % 60).padStart(2, '0')}`;
};

/** @param {Tree} tree @param {string} file */
function contentOf(tree, file) {
  const text = tree.get(file);
  if (text === undefined) throw new Error(`The sample's story changes ${file}, which does not exist yet`);
  return text;
}

/** @param {string} text @param {string} from @param {string} to */
function replaceOnce(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`The sample's story expects "${from}" exactly once`);
  return text.replace(from, () => to);
}

/** Rewrites the one plan line with this title. */
const changeLine =
  (/** @type {string} */ title, /** @type {(line: string, date: string) => string} */ change) =>
  /** @type {Change} */
  (tree, date) => {
    const lines = contentOf(tree, PLAN).split('\n');
    const found = lines.flatMap((line, index) => (line.includes(`] ${title}`) ? [index] : []));
    const index = found[0];
    if (index === undefined || found.length > 1)
      throw new Error(`The sample's plan has not one line "${title}"`);
    lines[index] = change(lines[index] ?? '', date);
    tree.set(PLAN, lines.join('\n'));
  };

/** The changes that a story is told with. */
const changes = {
  /** @param {Record<string, string>} files @returns {Change} */
  create: (files) => (tree) => {
    for (const [file, text] of Object.entries(files)) tree.set(file, text);
  },
  /** @param {string} file @param {string} text @returns {Change} */
  add: (file, text) => (tree) => void tree.set(file, contentOf(tree, file) + text),
  /** @param {string} file @param {string} text @returns {Change} */
  drop: (file, text) => (tree) => void tree.set(file, replaceOnce(contentOf(tree, file), text, '')),
  /** @param {string} file @param {string} from @param {string} to @returns {Change} */
  swap: (file, from, to) => (tree) => void tree.set(file, replaceOnce(contentOf(tree, file), from, to)),
  /** Ticks a line, with its day where the line has attributes. @param {string} title */
  tick: (title) =>
    changeLine(title, (line, date) => {
      const hasAttributes = /\s(?:[a-z]+:\S+|\^[\w-]+)$/.test(line);
      const dated = hasAttributes ? line.replace(/(\s\^[\w-]+)?$/, ` done:${date}$1`) : line;
      return dated.replace('[ ]', '[x]');
    }),
  /** @param {string} title @param {string} id */
  identify: (title, id) => changeLine(title, (line) => `${line} ^${id}`),
  /** @param {string} title @param {string} item a whole line @param {{ before?: boolean }} [options] */
  insertItem: (title, item, { before = false } = {}) =>
    changeLine(title, (line) => (before ? `${item}\n${line}` : `${line}\n${item}`)),
};

/** @param {Date} now */
function startStory(now) {
  /** @type {string[]} */
  const stream = [];
  const zoneHere = -now.getTimezoneOffset();
  let marks = 0;
  let branch = 'main';
  /** @type {Tree} */
  let tree = new Map();
  let head = 0;
  let published = 0;

  /** @param {string} text */
  const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;

  /**
   * @param {{ ref: string, by: Person, at: Date, message: string, from: number, merge?: number, tree: Tree }} what
   * @returns {number} its mark
   */
  const write = ({ ref, by, at, message, from, merge, tree: files }) => {
    const when = `${Math.floor(at.getTime() / 1000)} ${gitZone(by.zone ?? zoneHere)}`;
    marks++;
    stream.push(
      `commit ${ref}\nmark :${marks}\n`,
      `author ${by.name} <${by.email}> ${when}\ncommitter ${by.name} <${by.email}> ${when}\n`,
      data(`${message}\n`),
      from ? `from :${from}\n` : '',
      merge ? `merge :${merge}\n` : '',
      'deleteall\n',
    );
    for (const [file, text] of files) stream.push(`M 100644 inline ${file}\n`, data(text));
    return marks;
  };

  /** @param {Tree} files @param {Person} by @param {Date} at @param {Change[]} steps */
  const applied = (files, by, at, steps) => {
    const next = new Map(files);
    for (const change of steps) change(next, isoDate(at, by.zone ?? zoneHere));
    return next;
  };

  const story = {
    ...changes,
    /** A time on the nth working day before today. @param {number} nth @param {string} time HH:MM, local */
    workday: (nth, time) => {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      return new Date(workdayBefore(now, nth).getTime() + (hours * 60 + minutes) * 60_000);
    },
    /** A time today: 0 is its start (or nine o'clock, once that has passed), 1 is now. @param {number} part */
    today: (part) => {
      const midnight = daysBefore(now, 0).getTime();
      const nine = midnight + DAY * (9 / 24);
      const start = now.getTime() > nine + DAY / 24 ? nine : midnight;
      return new Date(start + (now.getTime() - start) * part);
    },
    /** The ISO date so many days from now. @param {number} days */
    due: (days) => isoDate(daysBefore(now, -days), zoneHere),

    /** @param {Person} by @param {Date} at @param {string} message @param {Change[]} steps */
    commit: (by, at, message, ...steps) => {
      tree = applied(tree, by, at, steps);
      head = write({ ref: `refs/heads/${branch}`, by, at, message, from: head, tree });
    },
    /**
     * A pull request by one person, brought in as GitHub does: a merge of its branch, or one squashed commit.
     * @param {Person} by @param {number} number @param {string} from @param {string} title
     * @param {'merge' | 'squash'} how @param {Step[]} steps
     */
    pullRequest: (by, number, from, title, how, steps) => {
      let last = new Date(0);
      let tip = head;
      let files = tree;
      for (const [at, message, ...done] of steps) {
        last = at;
        files = applied(files, by, at, done);
        if (how === 'merge')
          tip = write({ ref: `refs/pulls/${number}`, by, at, message, from: tip, tree: files });
      }
      const at = new Date(last.getTime() + 40 * 60_000);
      const squashed = steps.map(([, message]) => message).join('\n\n');
      const body = squashed.startsWith(title) ? squashed.slice(title.length).trimStart() : `* ${squashed}`;
      const message =
        how === 'merge'
          ? `Merge pull request #${number} from ferryman/${from}\n\n${title}`
          : `${title} (#${number})${body ? `\n\n${body}` : ''}`;
      const merge = how === 'merge' ? { merge: tip } : {};
      head = write({ ref: 'refs/heads/main', by, at, message, from: head, ...merge, tree: files });
      tree = files;
    },
    /** @param {string} name */
    tag: (name) => void stream.push(`reset refs/tags/${name}\nfrom :${head}\n\n`),
    /** What the remote has: main, as it stands. */
    publish: () => {
      published = head;
    },
    /** Goes on in a branch. @param {string} name */
    branch: (name) => {
      branch = name;
    },
  };
  return { story, result: () => ({ stream: stream.join(''), branch, published }) };
}

/**
 * Runs git without the user's settings.
 * @param {string} cwd @param {string[]} args @param {string} [input]
 * @returns {Promise<void>}
 */
function runGit(cwd, args, input = '') {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const git = spawn('git', args, { cwd, env, stdio: ['pipe', 'ignore', 'pipe'] });
  let errors = '';
  git.stderr.on('data', (chunk) => (errors += chunk));
  git.stdin.on('error', () => git.kill()); // git is gone already; its exit code tells
  git.stdin.end(input);
  return new Promise((resolve, reject) => {
    git.once('error', reject);
    git.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`git ${args.join(' ')} in ${cwd} ended with ${code}: ${errors.trim()}`));
    });
  });
}

/**
 * Builds the sample in a folder, which is emptied first, with its bare remote beside it (FOLDER-remote.git).
 * @param {string} folder
 * @param {Date} [now]
 */
export async function buildSampleRepository(folder, now = new Date()) {
  const remote = `${folder}-remote.git`;
  const { story, result } = startStory(now);
  tellStory(story);
  const { stream, branch, published } = result();

  for (const place of [folder, remote]) {
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { recursive: true });
  }
  await runGit(remote, ['init', '--quiet', '--bare', '--template=', '-b', 'main']);
  await runGit(folder, ['init', '--quiet', '--template=', '-b', 'main']);
  const settings = {
    'user.name': me.name,
    'user.email': me.email,
    'remote.origin.url': remote,
    'remote.origin.fetch': '+refs/heads/*:refs/remotes/origin/*',
    'branch.main.remote': 'origin',
    'branch.main.merge': 'refs/heads/main',
    [`branch.${branch}.remote`]: 'origin',
    [`branch.${branch}.merge`]: 'refs/heads/main',
  };
  for (const [key, value] of Object.entries(settings)) await runGit(folder, ['config', key, value]);
  const remoteRef = `reset refs/remotes/origin/main\nfrom :${published}\n\n`;
  await runGit(folder, ['fast-import', '--quiet', '--date-format=raw'], stream + remoteRef);
  await runGit(folder, ['push', '--quiet', 'origin', 'main', '--tags']);
  const pulls = stream.match(/refs\/pulls\/\d+/g) ?? [];
  for (const ref of new Set(pulls)) await runGit(folder, ['update-ref', '-d', ref]);
  await runGit(folder, ['checkout', '--quiet', branch]);
}
