// Door of the TypeScript lowering, which reads TSX and JavaScript too.
export { lowerTypescript } from './lowerTypescript.ts';
