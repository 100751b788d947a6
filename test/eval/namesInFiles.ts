// Tells which files hold a word.

export interface NamesInFiles {
  /** Whether a file other than `path` holds the word. */
  readonly isInAnother: (name: string, path: string) => boolean;
}

export function namesInFiles(paths: readonly string[], read: (path: string) => string | undefined): NamesInFiles {
  // One file is enough to know; undefined stands for several.
  const holders = new Map<string, string | undefined>();
  for (const path of paths) {
    for (const [word] of (read(path) ?? '').matchAll(/[A-Za-z_]\w*/g)) {
      if (!holders.has(word)) holders.set(word, path);
      else if (holders.get(word) !== path) holders.set(word, undefined);
    }
  }
  return { isInAnother: (name, path) => holders.has(name) && holders.get(name) !== path };
}
