// Door of the interpreter: runs a document abstractly.
export { type Interpretation, type InterpretOptions, interpret } from './interpret.ts';
export { nameVolatility } from './knowledge/names.ts';
export { defaultLimits, type MachineLimits } from './machine.ts';
export type { Sdks } from './sdks.ts';
export { createModuleCache, forgetText, type ModuleCache, type WorkspaceHost } from './workspace.ts';
