// Waits for the user to end a command that would run on.

/** Resolves at the first interrupt or request to end; a second one ends the process at once. */
export function interruption(): Promise<void> {
  return new Promise((done) => {
    const end = (): void => {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
      done();
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
}
