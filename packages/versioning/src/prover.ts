// A door of its own: what compares schemas in a thread need not load what reads manifests and ranges.
export { compareInMode } from './tolerant/compare-in-mode.ts';
