// What shows that a text writes conversations for a model, whoever sends them.

/** A system message in the chat format. */
export const conversationSign = /\brole["']?\s*[:=]\s*["'](?:system|developer)["']/;

/** Stands among the packages of a module that holds such a message: no package is called so. */
export const holdsConversation = '#conversation';

/** What a text shows of SDKs that it need not import. */
export function signsOf(text: string): readonly string[] {
  return conversationSign.test(text) ? [holdsConversation] : [];
}
