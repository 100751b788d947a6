// Door of the resolver: which file of the workspace an import means.
export { ancestors, joinPath } from './joinPath.ts';
export { createProjects, type Projects } from './projects.ts';
export type { Lookup, ReadFile, ResolvedImport } from './resolvedImport.ts';
export { resolveImport } from './resolveImport.ts';
export { workspaceImports } from './workspaceImports.ts';
