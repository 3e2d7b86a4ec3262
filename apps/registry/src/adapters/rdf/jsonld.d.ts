// What we use of jsonld: its expanded form (JSON-LD 1.1 API, "Expanded Document Form") needs no type beyond JSON.
declare module 'jsonld' {
  const jsonld: {
    expand(
      document: unknown,
      options: { readonly base: string; readonly documentLoader: (url: string) => Promise<never> },
    ): Promise<unknown>;
  };
  export default jsonld;
}
