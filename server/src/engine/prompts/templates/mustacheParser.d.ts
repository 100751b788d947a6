// Types of what is used of the Mustache package, which has none.
declare module 'mustache' {
  const mustache: {
    /** Nested arrays: type, value, start, end, and for sections their tokens and the start of the closing tag. Throws on bad templates. */
    clearCache(): void;
    parse(template: string): readonly (readonly unknown[])[];
  };
  export default mustache;
}
