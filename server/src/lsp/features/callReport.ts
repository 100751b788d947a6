// Answers the client's request for what was understood of the model call at a place.
import type { Place } from '../../engine/index.ts';
import { type CallReport, type ReportParams, reportRequest } from '../../protocol/index.ts';
import { callAt, explainText, plainStyle, profileTitle } from '../../report/index.ts';
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
      async ({ uri, offset }, token) => {
        const document = session.documents.get(uri);
        if (document === undefined) return null;
        const analyzed = await session.analyze(document);
        checkCancelled(token);
        const call =
          analyzed === undefined ? undefined : callAt(analyzed.analysis, session.documents.startOf(uri) + offset);
        const engine = session.engine.current();
        if (analyzed === undefined || call === undefined || engine === undefined) return null;
        const { place } = call.call.site;
        const line = document.positionAt(place.start).line + 1;
        const title = profileTitle(call, place.path.slice(place.path.lastIndexOf('/') + 1), line);
        const text = explainText(engine, analyzed.analysis, call, { title, style: plainStyle, showPlace });
        return { title, text, offset: place.start - session.documents.startOf(uri) };
      },
    );
    connection.onRequest(reportRequest.method, answer);
  },
};
