// What shows in a text that it writes to a model, where it imports no SDK.

/** A system message in the chat format. */
export const conversationSign = /\brole["']?\s*[:=]\s*["'](?:system|developer)["']/;

/** The path of an API that takes conversations. */
export const endpointSign = /\/v1\/messages\b|\/chat\/completions\b/;

/** Stand among the packages of a module that shows the sign: no package is called so. */
export const holdsConversation = '#conversation';
export const namesEndpoint = '#endpoint';

/** What a text shows of SDKs that it need not import. */
export function signsOf(text: string): readonly string[] {
  return [
    ...(conversationSign.test(text) ? [holdsConversation] : []),
    ...(endpointSign.test(text) ? [namesEndpoint] : []),
  ];
}
