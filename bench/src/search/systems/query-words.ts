/** Gives the words of a query: runs of letters, marks and digits of any script; what else is typed never reaches a query language. */
export const queryWords = (text: string): readonly string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
