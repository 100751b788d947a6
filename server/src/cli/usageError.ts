// A mistake in how the program was called: shown as one sentence, without a stack.

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** By its name: the commands that are loaded on demand are a bundle of their own, with a class of their own. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError';
}
