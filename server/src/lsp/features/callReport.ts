// Answers the client's request for a report on the model call at a place: its profile, or what was understood of it.
import type { Place } from '../../engine/index.ts';
import { type CallReport, type ReportParams, reportRequest } from '../../protocol/index.ts';
import { callAt, explainText, plainStyle, profileText, profileTitle } from '../../report/index.ts';
import { locate } from '../documentLines.ts';
import type { Feature } from '../feature.ts';
import { checkCancelled, guarded } from '../guarded.ts';

export const callReport: Feature = {
  capabilities: () => ({}),
  register: (session) => {
    const { connection } = session;
    const showPlace = (place: Place): string =>
      `${place.path.slice(place.path.lastIndexOf('/') + 1)}:${locate(session, place).range.start.line + 1}`;
    const answer = guarded<ReportParams, CallReport | null>(
      connection,
      reportRequest.method,
      null,
      async ({ kind, uri, offset }, token) => {
        const document = session.documents.get(uri);
        if (document === undefined) return null;
        const analyzed = await session.analyze(document);
        checkCancelled(token);
        const call = analyzed === undefined ? undefined : callAt(analyzed.analysis, offset);
        const engine = session.engine.current();
        if (analyzed === undefined || call === undefined || engine === undefined) return null;
        const { place } = call.call.site;
        const line = document.positionAt(place.start).line + 1;
        const title = profileTitle(call, place.path.slice(place.path.lastIndexOf('/') + 1), line);
        const style = plainStyle;
        if (kind === 'explain') {
          return {
            title,
            text: explainText(engine, analyzed.analysis, call, { title, style, showPlace }),
            offset: place.start,
          };
        }
        const scenario = engine.scenarioOf(call, (await session.settingsOf(uri)).engine.scenario);
        return { title, text: profileText(engine, call, { title, scenario, style }), offset: place.start };
      },
    );
    connection.onRequest(reportRequest.method, answer);
  },
};
