// What the features work with: open documents, their settings, and one analysis for each version of each document.
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, type Engine, type EngineSettings, isAnalysable, type Snapshot } from '../engine/index.ts';
import {
  createDiskSnapshot,
  createProjectConfigs,
  fileSettings,
  isIgnoredByConfig,
  isNotebookPath,
  type ProjectConfigs,
} from '../host/index.ts';
import type { Settings } from '../protocol/index.ts';
import { createEngineHolder, type EngineHolder } from './engineHolder.ts';
import { createOpenDocuments, type OpenDocuments } from './openDocuments.ts';
import { fileUriOf, pathOfUri } from './uriPath.ts';
import { createWorkspaceSettings, type WorkspaceSettings } from './workspaceSettings.ts';

/** Why earlier answers may be wrong now. `content` is an edit; the rest concerns every open document. */
export type Invalidation = 'content' | 'documents' | 'settings' | 'files';

export interface AnalyzedDocument {
  readonly uri: string;
  readonly version: number;
  readonly analysis: Analysis;
}

/** How the analysis of one document went; `undefined` analysis: nothing to say about it, e.g. an ignored file. */
export type AnalysisOutcome =
  | { readonly kind: 'busy'; readonly uri: string }
  | { readonly kind: 'done'; readonly uri: string; readonly analysis: Analysis | undefined }
  | { readonly kind: 'failed'; readonly uri: string; readonly message: string };

/** What holds for one document: the editor's settings and the project's config file together. */
export interface AppliedSettings {
  /** False when the analysis is switched off, or the file is ignored. */
  readonly wanted: boolean;
  readonly editor: Settings;
  readonly engine: EngineSettings;
}

export interface Session {
  readonly connection: Connection;
  readonly client: InitializeParams['capabilities'];
  /** What the client sent beyond the protocol, unchecked. */
  readonly initializationOptions: unknown;
  readonly documents: OpenDocuments;
  readonly settings: WorkspaceSettings;
  readonly configs: ProjectConfigs;
  readonly engine: EngineHolder;
  /** Open documents before the disk. */
  readonly snapshot: Snapshot;
  /** Resolves once numbers that are shown will stay: a lens that is corrected a moment later flickers. */
  readonly counted: () => Promise<void>;
  /** Undefined when there is nothing to say: not a source file, switched off, ignored, or the engine failed on it. */
  readonly analyze: (document: TextDocument) => Promise<AnalyzedDocument | undefined>;
  readonly settingsOf: (uri: string) => Promise<AppliedSettings>;
  /** Without `paths` every answer may be wrong; with them, those that were made from one of these files or folders. */
  readonly invalidate: (why: Invalidation, paths?: readonly string[]) => void;
  /** Has the next analyses look at the disk again; cheap where nothing changed. */
  readonly recheck: () => void;
  readonly onInvalidate: (listener: (why: Invalidation) => void) => void;
  readonly onOutcome: (listener: (outcome: AnalysisOutcome) => void) => void;
  readonly dispose: () => void;
}

/** Milliseconds that typing has to rest before the other cells of a notebook are asked for again. */
const restMilliseconds = 400;
/** Milliseconds after which rough numbers are better than none. */
const longestWait = 5_000;

interface CachedAnalysis {
  readonly version: number;
  readonly result: Promise<AnalyzedDocument | undefined>;
  /** What the analysis looked at; undefined while that is not known. */
  reads?: ReadonlySet<string>;
}

export function createSession(
  connection: Connection,
  params: InitializeParams,
  createEngine: () => Promise<Engine>,
): Session {
  const documents = createOpenDocuments();
  const settings = createWorkspaceSettings(connection, params);
  const snapshot: Snapshot = {
    ...createDiskSnapshot({ overlay: (path) => documents.textAt(path) }),
    versionOf: (path) => documents.versionAt(path),
  };
  const startAndCount = async (): Promise<Engine> => {
    const started = await createEngine();
    // Diagnostics come at once, from rough counts; what was made of these is made again.
    void started.counted?.then(() => invalidate('documents'));
    return started;
  };
  const engine = createEngineHolder(startAndCount, (error) =>
    connection.console.error(`The engine crashed and is replaced: ${detailsOf(error)}`),
  );
  const configs = createProjectConfigs({
    read: snapshot.read,
    exists: existsSync,
    ruleIds: () => idsOf(engine.current()),
    knowsModel: (name) => engine.current()?.knowsModel(name) !== false,
  });
  const cache = new Map<string, CachedAnalysis>();
  const invalidated: ((why: Invalidation) => void)[] = [];
  const outcomes: ((outcome: AnalysisOutcome) => void)[] = [];

  function invalidate(why: Invalidation, paths?: readonly string[]): void {
    // A file that nobody looked at changes nothing.
    let isStale = paths === undefined || why !== 'files';
    for (const [uri, { reads }] of cache) {
      if (paths !== undefined && reads !== undefined && !paths.some((path) => reads.has(path))) continue;
      cache.delete(uri);
      isStale = true;
    }
    if (why !== 'content') configs.clear();
    if (isStale) for (const listener of invalidated) listener(why);
  }

  function announce(outcome: AnalysisOutcome): void {
    for (const listener of outcomes) listener(outcome);
  }

  async function settingsOf(documentUri: string): Promise<AppliedSettings> {
    const uri = fileUriOf(documentUri);
    const editor = await settings.of(uri);
    const path = pathOfUri(uri);
    const project = configs.of(path);
    const folder = settings.folderOf(uri);
    return {
      wanted: editor.enable && !isIgnoredByConfig(path, project, editor, folder),
      editor,
      engine: fileSettings({ path, settings: editor, project, folder, roots: settings.roots() }),
    };
  }

  async function compute(document: TextDocument): Promise<AnalyzedDocument | undefined> {
    const { uri, version } = document;
    const path = pathOfUri(uri);
    // The file of a notebook is JSON; its cells together are a program.
    if (!isAnalysable(path) || (isNotebookPath(path) && uri === fileUriOf(uri))) return undefined;
    // Analysing takes milliseconds; only the start of the engine is worth telling.
    if (engine.current() === undefined) announce({ kind: 'busy', uri });
    await engine.get();
    const applied = await settingsOf(uri);
    const analysis = await engine.use((running) => {
      // The snapshot holds the newest text, which after the awaits above may be another than was asked for.
      if (!applied.wanted || documents.get(uri)?.version !== version) return undefined;
      return running.analyze(path, snapshot, applied.engine);
    });
    announce({ kind: 'done', uri, analysis });
    return analysis === undefined ? undefined : { uri, version, analysis };
  }

  function analyze(document: TextDocument): Promise<AnalyzedDocument | undefined> {
    const { uri, version } = document;
    const known = cache.get(uri);
    if (known?.version === version) return known.result;
    const result = compute(document)
      .then((analyzed) => {
        if (analyzed !== undefined) entry.reads = new Set([pathOfUri(uri), ...analyzed.analysis.reads]);
        return analyzed;
      })
      .catch((error: unknown) => {
        connection.console.error(`${uri} could not be analysed: ${detailsOf(error)}`);
        announce({ kind: 'failed', uri, message: error instanceof Error ? error.message : String(error) });
        return undefined;
      });
    const entry: CachedAnalysis = { version, result };
    cache.set(uri, entry);
    return result;
  }

  documents.onDidChange(({ uri }) => {
    if (isConfigFile(uri)) invalidate('settings');
    else invalidate('content', [pathOfUri(uri)]);
  });
  documents.onDidClose(({ uri }) => {
    const path = pathOfUri(uri);
    cache.delete(uri);
    // Its versions start again when it is opened again.
    engine.current()?.forget(path);
    if (isConfigFile(uri)) invalidate('settings');
    else invalidate('documents', [path]);
  });
  // What is shown beside the other cells is of an earlier program, once typing rests.
  let shifted: NodeJS.Timeout | undefined;
  documents.onDidShift(() => {
    clearTimeout(shifted);
    shifted = setTimeout(() => invalidate('documents', []), restMilliseconds).unref();
  });
  settings.onDidChange(() => invalidate('settings'));

  return {
    connection,
    client: params.capabilities,
    initializationOptions: params.initializationOptions,
    documents,
    settings,
    configs,
    engine,
    snapshot,
    counted: async () => {
      const { counted } = await engine.get();
      if (counted !== undefined) await Promise.race([counted, delay(longestWait, undefined, { ref: false })]);
    },
    analyze,
    settingsOf,
    invalidate,
    recheck: () => cache.clear(),
    dispose: () => {
      clearTimeout(shifted);
      engine.dispose();
    },
    onInvalidate: (listener) => invalidated.push(listener),
    onOutcome: (listener) => outcomes.push(listener),
  };
}

function idsOf(engine: Engine | undefined): ReadonlySet<string> | undefined {
  return engine === undefined ? undefined : new Set(engine.rules.map((rule) => rule.id));
}

function isConfigFile(uri: string): boolean {
  return uri.endsWith('/hitrate.config.json');
}

function detailsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
