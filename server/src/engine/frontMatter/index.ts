// Door of the front matter room: what the head of a prompt file may say, and what that means for the request.
export { checkFrontMatter, type FrontMatterProblem } from './checkFrontMatter.ts';
export { completeFrontMatter, type FrontMatterChoice } from './completeFrontMatter.ts';
export { describeFrontMatter, effectText, type FrontMatterText } from './describeFrontMatter.ts';
