// A file of results kept between runs: what is damaged, foreign or written by another build reads as nothing.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of one file; a larger one is not written. */
const mostBytes = 32_000_000;
/** Of the folder: the files used longest ago go first. */
const mostBytesInFolder = 96_000_000;
const mostFiles = 50;
const ending = '.hitrate-cache';

export interface KeptFile {
  /** What was written last under the same key. Never throws. */
  readonly read: () => string | undefined;
  /** Replaces the file whole, so that no reader ever sees half of it. Returns why it could not. Never throws. */
  readonly write: (text: string) => string | undefined;
}

/** `name` tells files of a folder apart; `key` says what else must be equal for the content to count. */
export function createKeptFile(folder: string, name: string, key: string): KeptFile {
  const path = join(folder, `${sha1(name).slice(0, 20)}${ending}`);
  return {
    read() {
      try {
        const content = readFileSync(path, 'utf8');
        const end = content.indexOf('\n');
        const text = content.slice(end + 1);
        return end > 0 && content.slice(0, end) === header(key, text) ? text : undefined;
      } catch {
        return undefined;
      }
    },
    write(text) {
      const content = `${header(key, text)}\n${text}`;
      if (content.length > mostBytes) return undefined;
      const draft = `${path}.${process.pid}.tmp`;
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(draft, content);
        renameSync(draft, path);
        prune(folder);
        return undefined;
      } catch (error) {
        remove(draft);
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Its folder may not exist, or may not be ours to change.
  }
}

function header(key: string, text: string): string {
  return `hitrate 1 ${sha1(key)} ${sha1(text)}`;
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** Leaves alone what is not ours. Drafts of a run that was killed are an hour old at some time. */
function prune(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(ending) || name.endsWith(`.tmp`))
    .flatMap((name) => {
      const path = join(folder, name);
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats === undefined
        ? []
        : [{ path, size: stats.size, written: stats.mtimeMs, isDraft: name.endsWith('.tmp') }];
    })
    .sort((a, b) => b.written - a.written);
  let bytes = 0;
  let count = 0;
  for (const { path, size, written, isDraft } of files) {
    if (isDraft) {
      if (path.includes(ending) && Date.now() - written > 3_600_000) remove(path);
      continue;
    }
    bytes += size;
    count++;
    if (count > 1 && (bytes > mostBytesInFolder || count > mostFiles)) remove(path);
  }
}
