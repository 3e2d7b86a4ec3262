/** Counts work in steps, one where nothing is said; ends what is under way by throwing when there were too many. */
export type Step = (work?: number) => void;

/** Rounds work up to what adds up exactly: in whatever order it is counted, the sum is the same. */
export const exactly = (work: number): number => Math.ceil(work * 1024) / 1024;
