// The findings of files and folders as tools of coding agents see them: whoever sends what stands there, callers in other files too.
import { dirname } from 'node:path/posix';
import { engineBasics, type Finding } from '../../engine/index.ts';
import { createRecordedSnapshot, type KeptFile, type RecordedSnapshot, repositoryRoot } from '../../host/index.ts';
import { counted } from '../../report/index.ts';
import { analyzeFiles } from '../analyzeFiles.ts';
import { checkedProject } from '../checkedProject.ts';
import { UsageError } from '../usageError.ts';
import type { ToolWork } from './toolWork.ts';

export interface ToolFindings {
  readonly findings: readonly Finding[];
  readonly snapshot: RecordedSnapshot;
  readonly displayPath: (path: string) => string;
  readonly notes: readonly string[];
}

const mostNotes = 10;
/** Results of that many questions are kept. */
const mostKept = 8;

/** `given` is as the caller wrote it; empty: all folders. */
export async function toolFindings(work: ToolWork, given: readonly string[]): Promise<ToolFindings> {
  const { paths, unsaved, settings, engine, startThread } = work;
  const asked = given.length === 0 ? [paths.locate('.')] : given.map((path) => paths.locate(path));
  // A prompt is sent by the files that import it, which seldom are the ones that were edited.
  const scopes = asked.map((path) => widest(path, paths.folderOf(path)));
  const project = checkedProject(paths.cwd, [...new Set([...scopes, ...asked])], engineBasics, undefined);
  const { found, base, displayPath, configOf } = project;
  const edited = new Map([...unsaved].filter(([path]) => paths.folderOf(path) !== undefined));
  const snapshot = createRecordedSnapshot({ edited });
  const key = JSON.stringify([base, scopes, asked, settings]);
  const all = await analyzeFiles({
    basics: engineBasics,
    engine,
    files: found.files,
    snapshot,
    edited,
    configOf,
    roots: [repositoryRoot(base)],
    displayPath,
    editor: { settings, folder: paths.cwd },
    // Threads and earlier results know the disk only.
    ...(edited.size === 0 ? { cache: keptIn(work.kept, key), startThread } : {}),
  });
  const isAsked = (path: string): boolean => asked.some((one) => path === one || path.startsWith(`${one}/`));
  if (given.length > 0 && !found.files.some(({ path }) => isAsked(path))) {
    throw new UsageError(`${given.join(', ')}: there is no TypeScript, JavaScript or Python source.`);
  }
  const failures = all.failures.map((failure) => `Not complete: ${failure}`);
  const unseen = all.modelCalls === 0 ? ['No model call is in sight.'] : [];
  return {
    findings: all.findings.filter(({ place }) => isAsked(place.path)),
    snapshot,
    displayPath,
    notes: fewNotes([...failures, ...unseen, ...all.notes]),
  };
}

function fewNotes(notes: readonly string[]): readonly string[] {
  const left = notes.length - mostNotes;
  return left <= 0 ? notes : [...notes.slice(0, mostNotes), `${counted(left, 'more note')} are not shown.`];
}

/** The repository that holds the path, as far as it may be looked at. */
function widest(path: string, folder: string | undefined): string {
  const repository = repositoryRoot(dirname(path));
  const allowed = folder ?? path;
  return repository.length > allowed.length ? repository : allowed;
}

function keptIn(kept: Map<string, string>, key: string): KeptFile {
  return {
    read: () => kept.get(key),
    write: (text) => {
      kept.delete(key);
      kept.set(key, text);
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
      return undefined;
    },
  };
}
