// The path from a folder to a file in it, with forward slashes.

/** Undefined when the file lies elsewhere. */
export function relativePath(directory: string, path: string): string | undefined {
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  return path.startsWith(prefix) && path.length > prefix.length ? path.slice(prefix.length) : undefined;
}
