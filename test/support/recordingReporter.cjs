// A mocha reporter, for every level: prints failures in full (or the whole specification, when CAIRN_TEST_SPEC is
// set), and records each result on a line of its own in the file CAIRN_TEST_RECORD, so that a run that dies is seen
// to have died, and what it did until then still counts.
const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');

const Printed = process.env.CAIRN_TEST_SPEC ? reporters.Spec : reporters.Base;

module.exports = class RecordingReporter extends Printed {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.CAIRN_TEST_RECORD;
    const record = (result) => file && appendFileSync(file, `${result}\n`);
    runner.on('pass', () => record('passed'));
    runner.on('fail', () => record('failed'));
    runner.on('pending', () => record('skipped'));
    runner.once('end', () => {
      record('end');
      if (Printed === reporters.Base && this.failures.length > 0) this.epilogue();
    });
  }
};
