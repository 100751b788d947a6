// Door of the Python lowering.
export { lowerPython } from './lowerPython.ts';
