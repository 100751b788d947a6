// What the parts of the page share: the prompt that is shown, what is played with, and the ways to change it.
import type { ProfilePage } from '../../../server/src/protocol/index.ts';
import type { Host } from '../host.ts';
import type { PageAct, PageState } from '../model/pageState.ts';
import type { Play } from '../model/play.ts';

export interface Session {
  readonly host: Host;
  readonly state: PageState;
  readonly dispatch: (act: PageAct) => void;
  /** The prompt that is shown. */
  readonly page: ProfilePage;
  readonly play: Play;
}
