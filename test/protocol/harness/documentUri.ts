// URIs of documents that exist only in the tests.

/** Under a folder that is on no disk, so that nothing is read by accident. */
export function documentUri(name: string): string {
  return `file:///hitrate-test/${name}`;
}
