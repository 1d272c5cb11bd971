/** Put in by the build: the version in `package.json`. */
declare const __VERSION__: string
