// The section of the editor's settings that is ours, and the id of the language client.
export const settingPrefix = 'hitrate';
