// Answers the profiler page: what it shows of a call, other models to compare, and the edits that it asks for.
import type { CancellationToken, RequestHandler } from 'vscode-languageserver/node';
import { type AnalyzedCall, type Engine, type Fix, type Place, profileRun, replan } from '../../engine/index.ts';
import { ruleDocsHref } from '../../host/index.ts';
import {
  compareModelsRequest,
  fixEditsRequest,
  type MarkEditsResult,
  markEditsRequest,
  type ProfilePageParams,
  profilePageRequest,
  type RequestMessage,
  type SourceRange,
} from '../../protocol/index.ts';
import { callAt, comparedModels, findingFingerprint, profilePage as pageOf } from '../../report/index.ts';
import { toDocumentEdits } from '../convert.ts';
import { locate } from '../documentLines.ts';
import type { Feature } from '../feature.ts';
import { checkCancelled, guarded, type Handler } from '../guarded.ts';
import { marksAfter } from '../marksAfter.ts';
import type { AnalyzedDocument, Session } from '../session.ts';
import { fileUriOf } from '../uriPath.ts';

interface FoundCall {
  readonly engine: Engine;
  readonly document: AnalyzedDocument;
  readonly call: AnalyzedCall;
}

const moved = 'The document was edited meanwhile: look at the page again.';

export const profilePage: Feature = {
  capabilities: () => ({}),
  register: (session) => {
    answer(session, profilePageRequest, null, async (params, token) => {
      await session.counted();
      const found = await findCall(session, params, token);
      if (found === undefined) return null;
      const { engine, document, call } = found;
      const { scenario } = (await session.settingsOf(params.uri)).engine;
      const page = pageOf({
        engine,
        analysis: document.analysis,
        call,
        uri: document.uri,
        version: document.version,
        scenario,
        read: session.snapshot.read,
        locate: (place) => rangeOf(session, place),
        hrefOf: ruleDocsHref,
        ...(params.model === undefined ? {} : { model: params.model }),
      });
      const start = session.documents.startOf(params.uri);
      // The command line, which runs calls, reads files: a cell is none.
      return start === 0 && fileUriOf(params.uri) === params.uri
        ? page
        : { ...page, offset: page.offset - start, providers: [] };
    });
    answer(session, compareModelsRequest, null, async (params, token) => {
      const found = await findCall(session, params, token);
      if (found === undefined) return null;
      const { scenario } = (await session.settingsOf(params.uri)).engine;
      return comparedModels(found.engine, found.call, found.engine.scenarioOf(found.call, scenario));
    });
    answer(session, markEditsRequest, failed, async (params, token) => {
      const found = await findCall(session, params, token);
      if (found === undefined || found.document.version !== params.version) return refused(moved);
      const { engine, call } = found;
      const { engine: settings } = await session.settingsOf(params.uri);
      const scenario = engine.scenarioOf(call, settings.scenario);
      const planned = engine.planOf(call, scenario);
      const answered = planned && profileRun(replan(planned.plan, { marks: params.marks }), scenario, planned.model);
      if (answered?.refused !== undefined) return refused(`The API would refuse it: ${answered.refused}`);
      const fix = engine.placeMarks(call, params.marks, session.snapshot.read);
      if (typeof fix === 'string') return refused(fix);
      return marksAfter({ engine, session, call, fix, settings, wanted: params.marks })
        ? editsOf(session, fix)
        : refused('The edit would not put the marks where you want them: write it by hand.');
    });
    answer(session, fixEditsRequest, failed, async (params, token) => {
      const found = await findCall(session, params, token);
      if (found === undefined || found.document.version !== params.version) return refused(moved);
      const fix = found.document.analysis.findings.find((one) => findingFingerprint(one) === params.fingerprint)?.fixes[
        params.fix
      ];
      return fix === undefined ? refused(moved) : editsOf(session, fix);
    });
  },
};

const failed = refused('The edit could not be made; the output tells why.');

function refused(why: string): MarkEditsResult {
  return { kind: 'refused', why };
}

function answer<Params, Result>(
  { connection }: Session,
  { method }: RequestMessage<Params, Result>,
  empty: NoInfer<Result>,
  handler: Handler<Params, Result>,
): void {
  const guardedHandler: RequestHandler<Params, Result, void> = guarded(connection, method, empty, handler) as never;
  connection.onRequest(method, guardedHandler);
}

async function findCall(
  session: Session,
  { uri, offset }: Pick<ProfilePageParams, 'uri' | 'offset'>,
  token: CancellationToken,
): Promise<FoundCall | undefined> {
  const open = session.documents.get(uri);
  const document = open && (await session.analyze(open));
  checkCancelled(token);
  const call = document && callAt(document.analysis, session.documents.startOf(uri) + offset);
  const engine = session.engine.current();
  return document === undefined || call === undefined || engine === undefined ? undefined : { engine, document, call };
}

function editsOf(session: Session, fix: Fix): MarkEditsResult {
  return {
    kind: 'edits',
    documents: toDocumentEdits(session, fix.changes),
    ...(fix.applicability === 'unsafe' ? { confirm: fix.title } : {}),
  };
}

function rangeOf(session: Session, place: Place): SourceRange {
  const { uri, range } = locate(session, place);
  return { uri, start: range.start, end: range.end };
}
