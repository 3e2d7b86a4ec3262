/** Counts work in steps, one where nothing is said; ends what is under way by throwing when there were too many. */
export type Step = (work?: number) => void;
