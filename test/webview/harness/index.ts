// The door of the page's harness: the built page in a real browser, with a stand-in for the editor.
export { analysedPage } from './analysedPage.ts';
export { hostilePage, hostileTexts } from './hostilePage.ts';
export { type OpenedPage, openPage } from './openPage.ts';
export { readFigures, type ShownFigures } from './readFigures.ts';
export { largePage, rangeAt, samplePage, supportAgent } from './samplePages.ts';
export { sampleRun } from './sampleRun.ts';
export { seriousProblems } from './seriousProblems.ts';
export { type PageServer, servePage } from './servePage.ts';
export { type ThemeName, themes } from './themes.ts';
export { type WebBench, webBench } from './webBench.ts';
