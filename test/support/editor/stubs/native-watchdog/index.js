// Stands in for the native watchdog of the editor: ends this process once its parent is gone.
const PARENT_LOST = 87;

exports.start = (pid) => {
  const look = () => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(PARENT_LOST);
    }
  };
  setInterval(look, 3000).unref();
};
