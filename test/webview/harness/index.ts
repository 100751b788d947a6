// The door of the page's harness: the built page in a real browser, with a stand-in for the editor.
export { type OpenedPage, openPage } from './openPage.ts';
export { largePage, rangeAt, samplePage, supportAgent } from './samplePages.ts';
export { sampleRun } from './sampleRun.ts';
export { type PageServer, servePage } from './servePage.ts';
export { type ThemeName, themes } from './themes.ts';
