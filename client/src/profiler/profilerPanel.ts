// One profiler page: asks the server what to show, runs calls, applies edits, and remembers what the user set.
import { basename, join } from 'node:path';
import {
  commands,
  type Disposable,
  type ExtensionContext,
  Range,
  type TextDocument,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type ComparedModels,
  compareModelsRequest,
  fixEditsRequest,
  type HostToPage,
  type MarkEditsResult,
  markEditsRequest,
  type PageToHost,
  type ProfilePage,
  pageToHostSchema,
  profilePageRequest,
  recordingProfileSchema,
  settingPrefix,
} from '../../../server/src/protocol/index.ts';
import { askForKey, storedKeys } from '../providerKeys.ts';
import { runProgram } from '../runProgram.ts';
import { unsavedTexts } from '../unsavedTexts.ts';
import { applyTextEdits } from './applyTextEdits.ts';
import { failureOf } from './failureOf.ts';
import type { KeptPages } from './keptPages.ts';
import { type ProfileProcess, profileProcess } from './profileProcess.ts';
import { profilerHtml } from './profilerHtml.ts';

export interface CallPlace {
  readonly uri: string;
  /** UTF-16 offset in the document. */
  readonly offset: number;
}

export interface ProfilerPanelInput {
  readonly panel: WebviewPanel;
  readonly place: CallPlace;
  readonly client: LanguageClient;
  readonly context: ExtensionContext;
  readonly kept: KeptPages;
}

export interface ProfilerPanel extends Disposable {
  /** Shows another call. */
  readonly show: (place: CallPlace) => void;
}

type Asked<Type extends PageToHost['type']> = Extract<PageToHost, { readonly type: Type }>;

/** Milliseconds that typing has to rest before the page follows it. */
const rest = 250;

export function createProfilerPanel({ panel, place: first, client, context, kept }: ProfilerPanelInput): ProfilerPanel {
  let place = first;
  let model: string | undefined;
  let page: ProfilePage | undefined;
  let running: ProfileProcess | undefined;
  let isReady = false;
  let timer: NodeJS.Timeout | undefined;
  let asked = 0;
  const post = (message: HostToPage): void => void panel.webview.postMessage(message);
  const program = join(context.extensionPath, 'dist', 'cli.js');

  async function refresh(): Promise<void> {
    if (!isReady) return;
    const own = ++asked;
    try {
      const document = await workspace.openTextDocument(Uri.parse(place.uri));
      const params = { ...place, ...(model === undefined ? {} : { model }) };
      const found = await client.sendRequest<ProfilePage | null>(profilePageRequest.method, params);
      // The newest question is the one that counts.
      if (own !== asked) return;
      if (found === null) {
        const more = page === undefined ? '' : ' any more';
        post({ type: 'gone', why: `There is no model call in ${basename(document.fileName)}${more}.` });
        return;
      }
      const isNew = page?.key !== found.key;
      page = found;
      place = { uri: found.uri, offset: found.offset };
      panel.title = `Profile ${found.callee}`;
      const remembered = kept.get(found.key);
      if (isNew && model === undefined && remembered?.model !== undefined) {
        model = remembered.model;
        await refresh();
        return;
      }
      post({
        type: 'page',
        page: found,
        isTrusted: workspace.isTrusted,
        ...(remembered === undefined ? {} : { kept: remembered }),
      });
    } catch (error) {
      if (own === asked) post({ type: 'gone', why: `The call could not be analysed. ${wordsOf(error)}` });
    }
  }

  function refreshSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), rest);
  }

  async function apply(result: Promise<MarkEditsResult>, done: string): Promise<void> {
    const applied = await applyTextEdits(await result);
    if (applied.kind === 'done') post({ type: 'notice', kind: 'done', text: done });
    else post({ type: 'notice', kind: 'failed', text: applied.why });
  }

  async function run({ provider, model: wanted, scenario, samples, mostDollars }: Asked<'run'>): Promise<void> {
    if (running !== undefined || page === undefined) return;
    const { uri, offset } = page;
    const document = await workspace.openTextDocument(Uri.parse(uri));
    if (!workspace.isTrusted) {
      post({ type: 'runFailed', why: 'Runs are off until you trust this workspace.', next: 'trust' });
      return;
    }
    if (document.uri.scheme !== 'file') {
      post({ type: 'runFailed', why: 'Save the file on this machine first.', next: 'none' });
      return;
    }
    let isShown = false;
    running = profileProcess({
      program,
      file: document.uri.fsPath,
      offset,
      unsaved: unsavedTexts(),
      samples,
      environment: provider === 'local' ? {} : await storedKeys(context.secrets),
      options: [
        '--settings',
        JSON.stringify(workspace.getConfiguration(settingPrefix, document.uri)),
        ...scenarioOptions(scenario),
        ...(wanted === undefined ? [] : ['--model', wanted]),
        ...(provider === 'local' ? [] : ['--live', provider, '--max-cost', String(mostDollars ?? 0.5)]),
      ],
      onEvent: (event) => {
        if (event.event === 'tick') post({ type: 'tick', tick: event.tick });
        else if (event.run !== null) {
          isShown = true;
          post({ type: 'run', run: event.run, time: Date.now() });
        }
      },
    });
    const errors = await running.ended;
    running = undefined;
    if (!isShown) post({ type: 'runFailed', ...failureOf(errors) });
  }

  async function openRecording(): Promise<void> {
    const [file] =
      (await window.showOpenDialog({
        title:
          'Recording of hitrate record, or a log of Langfuse, Helicone, LangSmith, LiteLLM, OpenTelemetry, Claude Code',
        filters: { Recordings: ['jsonl', 'ndjson', 'json'] },
      })) ?? [];
    if (file === undefined) return;
    const folder = workspace.getWorkspaceFolder(Uri.parse(place.uri))?.uri.fsPath;
    const sources = folder === undefined ? [] : ['--sources', folder];
    const result = await window.withProgress(
      { location: { viewId: 'explorer' }, title: 'Hitrate: reading the recording', cancellable: true },
      (_progress, token) =>
        runProgram(program, ['profile', file.fsPath, '--format', 'json', ...sources], {
          cwd: folder ?? context.extensionPath,
          token,
        }),
    );
    if (result === undefined) return;
    const parsed = recordingProfileSchema.safeParse(jsonOf(result.out));
    if (parsed.success) post({ type: 'recording', name: basename(file.fsPath), profile: parsed.data });
    else post({ type: 'runFailed', ...failureOf(result.err) });
  }

  async function save({ name, encoding, content }: Asked<'export'>): Promise<void> {
    const folder = workspace.getWorkspaceFolder(Uri.parse(place.uri))?.uri;
    const target = await window.showSaveDialog({
      ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) }),
    });
    if (target === undefined) return;
    await workspace.fs.writeFile(target, Buffer.from(content, encoding));
    post({ type: 'notice', kind: 'done', text: `${basename(target.fsPath)} is written.` });
  }

  async function reveal({ uri, start, end }: Asked<'reveal'>): Promise<void> {
    const target = Uri.parse(uri);
    const open = window.visibleTextEditors.find(({ document }) => String(document.uri) === String(target));
    await window.showTextDocument(target, {
      viewColumn: open?.viewColumn ?? ViewColumn.One,
      selection: new Range(start.line, start.character, end.line, end.character),
    });
  }

  async function handle(message: PageToHost): Promise<void> {
    switch (message.type) {
      case 'ready':
        isReady = true;
        return refresh();
      case 'model':
        model = message.model;
        return refresh();
      case 'reveal':
        return reveal(message);
      case 'applyMarks': {
        const { version, marks } = message;
        const params = { ...place, version, marks };
        return apply(client.sendRequest(markEditsRequest.method, params), 'The marks are written into the code.');
      }
      case 'applyFix': {
        const { version, fingerprint, fix } = message;
        const params = { ...place, version, fingerprint, fix };
        return apply(client.sendRequest(fixEditsRequest.method, params), 'The fix is applied.');
      }
      case 'run':
        return run(message);
      case 'cancel':
        return running?.cancel();
      case 'openRecording':
        return openRecording();
      case 'compare': {
        const models = await client.sendRequest<ComparedModels | null>(compareModelsRequest.method, place);
        return post({ type: 'compared', models });
      }
      case 'export':
        return save(message);
      case 'keep':
        return kept.set(message.key, message.page);
      case 'trust':
        return commands.executeCommand('workbench.trust.manage');
      case 'setKey': {
        const name = message.provider === 'anthropic' ? 'ANTHROPIC_API_KEY' : 'OPENAI_API_KEY';
        await askForKey(context.secrets, name, 'A live run is billed to your account, up to the limit that you set.');
        return undefined;
      }
    }
  }

  const subscriptions = [
    panel.webview.onDidReceiveMessage((raw: unknown) => {
      const parsed = pageToHostSchema.safeParse(raw);
      // The page is ours: what does not fit is a mistake of ours, and is never acted on.
      if (!parsed.success) return;
      handle(parsed.data).catch((error: unknown) => {
        post({ type: 'notice', kind: 'failed', text: wordsOf(error) });
      });
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0) return;
      place = moved(place, document, contentChanges);
      // A prompt may stand in any other file.
      if (document.uri.scheme !== 'output') refreshSoon();
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(settingPrefix)) refreshSoon();
    }),
    workspace.onDidGrantWorkspaceTrust(refreshSoon),
  ];
  panel.webview.options = {
    enableScripts: true,
    localResourceRoots: [Uri.joinPath(context.extensionUri, 'dist')],
  };
  panel.webview.html = profilerHtml(panel.webview, context.extensionUri);
  return {
    show: (next) => {
      place = next;
      model = undefined;
      void refresh();
    },
    dispose: () => {
      clearTimeout(timer);
      running?.cancel();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** Keeps to the call while text in front of it comes and goes. */
function moved(
  place: CallPlace,
  document: TextDocument,
  changes: readonly { readonly rangeOffset: number; readonly rangeLength: number; readonly text: string }[],
): CallPlace {
  if (String(document.uri) !== String(Uri.parse(place.uri))) return place;
  const before = changes.filter(({ rangeOffset, rangeLength }) => rangeOffset + rangeLength <= place.offset);
  const shift = before.reduce((sum, { text, rangeLength }) => sum + text.length - rangeLength, 0);
  return { ...place, offset: Math.max(0, place.offset + shift) };
}

function scenarioOptions(scenario: Asked<'run'>['scenario']): readonly string[] {
  const { ticks, outputTokens, toolResultTokens, gapSeconds, tasksPerDay, reasoningTokens, holeTokens } = scenario;
  const numbers = {
    '--ticks': ticks,
    '--output-tokens': outputTokens,
    '--tool-result-tokens': toolResultTokens,
    '--gap': gapSeconds,
    '--tasks-per-day': tasksPerDay,
    '--reasoning-tokens': reasoningTokens,
    '--hole-tokens': holeTokens,
  };
  return Object.entries(numbers).flatMap(([name, value]) => [name, String(value)]);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
