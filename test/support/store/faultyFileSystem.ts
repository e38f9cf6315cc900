import { diskFileSystem, type FileSystem, type OpenFile } from '../../../src/io/store/fileSystem.ts';

export interface Fault {
  /** The call that fails, counted from 1. */
  readonly at: number;
  readonly code: string;
  /** Every call from there on fails too. */
  readonly forGood: boolean;
}

export interface FaultyFileSystem extends FileSystem {
  /** What was called since the last `arm`, as `name path`. */
  readonly calls: readonly string[];
  /** Starts counting anew; null lets every call through. */
  arm(fault: Fault | null): void;
}

/** The real file system, whose Nth call fails instead of doing anything (a close still closes). */
export function faultyFileSystem(): FaultyFileSystem {
  const calls: string[] = [];
  let fault: Fault | null = null;

  const call = async <T>(name: string, path: string, work: () => Promise<T>): Promise<T> => {
    calls.push(`${name} ${path}`);
    const fails = fault !== null && (calls.length === fault.at || (fault.forGood && calls.length > fault.at));
    if (!fails || fault === null) return work();
    if (name === 'close') await work();
    throw Object.assign(new Error(`${fault.code}: injected, ${name} ${path}`), { code: fault.code });
  };

  const opened = (file: OpenFile, path: string): OpenFile => ({
    stat: (options) => call('fstat', path, () => file.stat(options)),
    read: (buffer, offset, length, position) =>
      call('read', path, () => file.read(buffer, offset, length, position)),
    writeFile: (data) => call('write', path, () => file.writeFile(data)),
    chmod: (mode) => call('fchmod', path, () => file.chmod(mode)),
    chown: (uid, gid) => call('fchown', path, () => file.chown(uid, gid)),
    sync: () => call('fsync', path, () => file.sync()),
    close: () => call('close', path, () => file.close()),
  });

  const disk = diskFileSystem;
  return {
    calls,
    arm(next) {
      calls.length = 0;
      fault = next;
    },
    open: (path, flags, mode) =>
      call('open', path, async () => opened(await disk.open(path, flags, mode), path)),
    lstat: (path, options) => call('lstat', path, () => disk.lstat(path, options)),
    realpath: (path) => call('realpath', path, () => disk.realpath(path)),
    readlink: (path) => call('readlink', path, () => disk.readlink(path)),
    readdir: (path) => call('readdir', path, () => disk.readdir(path)),
    mkdir: (path, options) => call('mkdir', path, () => disk.mkdir(path, options)),
    link: (existing, added) => call('link', added, () => disk.link(existing, added)),
    rename: (from, to) => call('rename', to, () => disk.rename(from, to)),
    unlink: (path) => call('unlink', path, () => disk.unlink(path)),
  };
}
