// Stands in for the native @vscode/spdlog: appends each message to its log file.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'];
const INFO = LEVELS.indexOf('info');

class Logger {
  #file;
  #level = INFO;
  #plain = false;

  constructor(file) {
    mkdirSync(dirname(file), { recursive: true });
    this.#file = file;
  }

  setLevel(level) {
    this.#level = level;
  }

  /** The editor asks for bare lines when it writes its own prefixes. */
  clearFormatters() {
    this.#plain = true;
  }

  write(level, message) {
    if (level < this.#level) return;
    const line = this.#plain ? message : `${new Date().toISOString()} [${LEVELS[level]}] ${message}\n`;
    try {
      appendFileSync(this.#file, line);
    } catch {
      // The profile is already removed: the editor logs until its very end.
    }
  }
}

const nothing = () => undefined;
for (const name of ['setPattern', 'flush', 'drop']) Logger.prototype[name] = nothing;
for (const [level, name] of LEVELS.entries()) {
  Logger.prototype[name] = function log(message) {
    this.write(level, message);
  };
}

const createLogger = async (_name, file) => new Logger(file);

exports.setFlushOn = nothing;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
