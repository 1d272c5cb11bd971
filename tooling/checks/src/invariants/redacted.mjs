/**
 * A `Redacted<T>` is made in one package only. Elsewhere nothing uses the run-time marker, tests neither, and nothing
 * is forced into the type; a test may, to show that it is refused.
 *
 * @type {import('../invariant.mjs').Invariant}
 */
export const oneMakerOfRedacted = {
  name: 'one-maker-of-redacted',
  check: ({ file, casts, names }) => {
    if (['packages/secret-filter', 'packages/core', 'tooling/checks'].includes(file.room)) return []
    return [
      ...casts
        .filter(({ name }) => (name === 'Redacted' || name === 'never') && !file.test)
        .map(({ line }) => ({ line, message: 'casts to Redacted, or to never, which fits everything' })),
      ...names
        .filter(({ name }) => name === 'redactedMarker')
        .map(({ line }) => ({ line, message: 'makes a Redacted by hand' })),
    ]
  },
}

/** @type {import('../invariant.mjs').Invariant} */
export const noSilencedTypes = {
  name: 'no-silenced-types',
  check: ({ file }) =>
    file.room === 'tooling/checks'
      ? []
      : file.text
          .split('\n')
          .flatMap((text, index) =>
            /@ts-(ignore|expect-error|nocheck)/.test(text)
              ? [{ line: index + 1, message: 'silences the type checker' }]
              : [],
          ),
}
