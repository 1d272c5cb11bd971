/**
 * @typedef {object} Violation
 * @property {number} line
 * @property {string} message
 *
 * @typedef {object} Invariant
 * @property {string} name as ARCHITECTURE.md names it
 * @property {(input: { file: import('./source-files.mjs').SourceFile } & import('./facts.mjs').Facts) => Violation[]} check
 */

export {}
