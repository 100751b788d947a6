// Reads `path` or `path:12`, as compilers and editors write places.

export interface PathWithLine {
  readonly path: string;
  /** From 1. */
  readonly line?: number;
}

/** `exists` tells a file whose name ends in `:12` from a file with a line. */
export function pathWithLine(target: string, exists: (path: string) => boolean): PathWithLine {
  const found = /^(.+):(\d+)$/.exec(target);
  if (found?.[1] === undefined || exists(target)) return { path: target };
  return { path: found[1], line: Number(found[2]) };
}
