// Answers the client's request for the profile report of the model call at a place.
import { type ProfileParams, type ProfileReport, profileRequest } from '../../protocol/index.ts';
import { callAt, plainStyle, profileText, profileTitle } from '../../report/index.ts';
import type { Feature } from '../feature.ts';
import { checkCancelled, guarded } from '../guarded.ts';

export const profile: Feature = {
  capabilities: () => ({}),
  register: (session) => {
    const { connection } = session;
    const answer = guarded<ProfileParams, ProfileReport | null>(
      connection,
      profileRequest.method,
      null,
      async ({ uri, offset }, token) => {
        const document = session.documents.get(uri);
        if (document === undefined) return null;
        const analyzed = await session.analyze(document);
        checkCancelled(token);
        const call = analyzed === undefined ? undefined : callAt(analyzed.analysis, offset);
        const engine = session.engine.current();
        if (call === undefined || engine === undefined) return null;
        const { place } = call.call.site;
        const line = document.positionAt(place.start).line + 1;
        const title = profileTitle(call, place.path.slice(place.path.lastIndexOf('/') + 1), line);
        const { scenario } = (await session.settingsOf(uri)).engine;
        return { title, text: profileText(engine, call, { title, scenario, style: plainStyle }), offset: place.start };
      },
    );
    connection.onRequest(profileRequest.method, answer);
  },
};
