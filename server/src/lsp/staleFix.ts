// Refuses a fix whose document was edited since it was offered, where the user sees it.
import {
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  type ShowMessageParams,
} from 'vscode-languageserver/node';
import { logged } from './logged.ts';
import type { Session } from './session.ts';

const message =
  'Hitrate: the document was edited since this fix was offered. Nothing was changed: choose the fix again.';

/** Editors drop this kind of error without a word, so it is shown as a message, too. */
export function staleFix({ connection }: Session): ResponseError {
  const params: ShowMessageParams = { type: MessageType.Warning, message };
  logged(connection, 'window/showMessage', connection.sendNotification(ShowMessageNotification.type, params));
  return new ResponseError(LSPErrorCodes.ContentModified, message);
}
