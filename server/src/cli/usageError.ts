// A mistake in how the program was called: shown as one sentence, without a stack.

export class UsageError extends Error {
  override readonly name = 'UsageError';
}
