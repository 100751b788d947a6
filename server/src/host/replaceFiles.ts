// Replaces the texts of files: all of them or none, each whole, and only where the disk still holds what was read.
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { readTextFile } from './readTextFile.ts';

export interface Replacement {
  readonly path: string;
  /** What was read; neither text has the byte order mark, which stays as it is in the file. */
  readonly before: string;
  readonly after: string;
}

export type Replaced =
  | { readonly kind: 'replaced' }
  /** Nothing was written: these hold another text by now. */
  | { readonly kind: 'changed'; readonly paths: readonly string[] }
  /** Nothing was written, or everything that was is taken back. */
  | { readonly kind: 'failed'; readonly path: string; readonly why: string };

/** A file beside the one that it is to become. */
interface Draft {
  readonly path: string;
  /** Links are followed: what they point to is replaced. */
  readonly target: string;
  readonly draft: string;
  /** Another name of the old file, until all are replaced. */
  readonly kept: string;
}

/** Never throws. */
export function replaceFiles(files: readonly Replacement[]): Replaced {
  const changed = files.filter(({ path, before }) => {
    const file = readTextFile(path, Number.MAX_SAFE_INTEGER);
    return file.kind !== 'text' || file.text !== before;
  });
  if (changed.length > 0) return { kind: 'changed', paths: changed.map(({ path }) => path) };
  const drafts: Draft[] = [];
  const moved: Draft[] = [];
  let at = '';
  try {
    // A full disk shows here, before any file is touched.
    for (const { path, after } of files) {
      at = path;
      const draft = draftOf(path);
      drafts.push(draft);
      writeDraft(draft, after);
    }
    for (const draft of drafts) {
      at = draft.path;
      keep(draft);
      renameSync(draft.draft, draft.target);
      moved.push(draft);
    }
    return { kind: 'replaced' };
  } catch (error) {
    const stuck = moved.filter((draft) => !takenBack(draft));
    const why = error instanceof Error ? error.message : String(error);
    return stuck.length === 0
      ? { kind: 'failed', path: at, why }
      : { kind: 'failed', path: at, why: `${why}; written all the same: ${stuck.map(({ path }) => path).join(', ')}` };
  } finally {
    for (const { draft, kept } of drafts) {
      rmSync(draft, { force: true });
      rmSync(kept, { force: true });
    }
  }
}

function keep({ target, kept }: Draft): void {
  try {
    linkSync(target, kept);
  } catch {
    // Not every file system has links.
    copyFileSync(target, kept);
  }
}

function takenBack({ kept, target }: Draft): boolean {
  try {
    renameSync(kept, target);
    return true;
  } catch {
    return false;
  }
}

/** Finishes the sentence "…, which". Undefined for a file that can be replaced. Never throws. */
export function whyNotReplaceable(path: string): string | undefined {
  try {
    const target = realpathSync(path);
    // The superuser may write everything, and yet is asked not to by the mode.
    if ((statSync(target).mode & 0o222) === 0) return 'is read-only';
    accessSync(target, constants.W_OK);
    accessSync(dirname(target), constants.W_OK);
    return undefined;
  } catch {
    return 'cannot be written';
  }
}

function draftOf(path: string): Draft {
  const target = realpathSync(path);
  const name = `${target}.${process.pid}-${randomBytes(4).toString('hex')}`;
  return { path, target, draft: `${name}.tmp`, kept: `${name}.old` };
}

function writeDraft({ path, target, draft }: Draft, text: string): void {
  const old = readTextFile(path, Number.MAX_SAFE_INTEGER);
  const stats = statSync(target);
  const file = openSync(draft, 'wx', stats.mode);
  try {
    writeFileSync(file, old.kind === 'text' && old.bom ? `\uFEFF${text}` : text);
    fchmodSync(file, stats.mode);
    if (stats.uid !== process.getuid?.()) giveBack(file, stats.uid, stats.gid);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Only the superuser can, and only then is it needed. */
function giveBack(file: number, uid: number, gid: number): void {
  try {
    fchownSync(file, uid, gid);
  } catch {
    // The file is then ours, as with any editor that writes like this.
  }
}
