/**
 * Flags for the worker's Node: a second wall behind QuickJS.
 *
 * Node's permission model is no boundary by itself, but it costs nothing: the worker may read its own file and that is
 * all. It may write nothing, start nothing and load no native code.
 */
export function nodeFlags(workerPath: string): readonly string[] {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission'
  return [
    permission,
    `--allow-fs-read=${workerPath}`,
    '--no-addons',
    '--disallow-code-generation-from-strings',
    '--max-old-space-size=256',
    // QuickJS counts its own stack, in WebAssembly memory. This one must be the larger, so that QuickJS notices first.
    '--stack-size=5000',
  ]
}
