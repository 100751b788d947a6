// How the way of a value says that it was cut to a length.

/** Label of the step of a collection, or a text, that was cut. */
export const slicing = 'slice()';
