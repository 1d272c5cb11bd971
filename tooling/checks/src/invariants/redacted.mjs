/**
 * A `Redacted<T>` is made in one package only. Elsewhere neither the run-time marker is used nor a value forced into
 * the type, in tests neither: they use the filter.
 *
 * @type {import('../invariant.mjs').Invariant}
 */
export const oneMakerOfRedacted = {
  name: 'one-maker-of-redacted',
  check: ({ file, casts, names }) => {
    if (['packages/secret-filter', 'packages/core', 'tooling/checks'].includes(file.room)) return []
    return [
      ...casts.filter(({ name }) => name === 'Redacted').map(({ line }) => ({ line, message: 'casts to Redacted' })),
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
